import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { CyclePart } from './cycle-chart-values.ts';

const system = '@media (forced-colors: active)';
const ink = { [system]: { fill: 'CanvasText' } };
const lines = { fill: 'none', strokeWidth: 2, [system]: { stroke: 'CanvasText' } };

const useStyles = makeStyles({
  created: { fill: tokens.colorPaletteGreenForeground3, ...ink },
  updated: { ...lines, stroke: tokens.colorBrandForeground1 },
  disabled: { fill: tokens.colorPaletteMarigoldForeground3, ...ink },
  deleted: { ...lines, stroke: tokens.colorPalettePurpleForeground2 },
  failed: { ...lines, stroke: tokens.colorPaletteRedForeground3, strokeWidth: 3 },
  skipped: { ...lines, stroke: tokens.colorNeutralForeground3, strokeWidth: 1 },
  other: { fill: tokens.colorNeutralForeground3, ...ink },
  ground: { fill: tokens.colorNeutralBackground1, [system]: { fill: 'Canvas' } },
  hidden: { position: 'absolute', width: 0, height: 0 },
});

const tile = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' } as const;

/** Takes a name; gives the patterns that bars and legend are filled with: parts differ by their pattern, not by colour alone. */
export function PartPatterns({ name }: { readonly name: string }): ReactElement {
  const styles = useStyles();
  const ground = <rect width={6} height={6} className={styles.ground} />;
  return (
    <svg className={styles.hidden} aria-hidden="true" focusable="false">
      <defs>
        <pattern id={`${name}-created`} {...tile}>
          <rect width={6} height={6} className={styles.created} />
        </pattern>
        <pattern id={`${name}-updated`} {...tile}>
          {ground}
          <path d="M0 1.5H6M0 4.5H6" className={styles.updated} />
        </pattern>
        <pattern id={`${name}-disabled`} {...tile}>
          {ground}
          <circle cx={1.5} cy={1.5} r={1.3} className={styles.disabled} />
          <circle cx={4.5} cy={4.5} r={1.3} className={styles.disabled} />
        </pattern>
        <pattern id={`${name}-deleted`} {...tile}>
          {ground}
          <path d="M1.5 0V6M4.5 0V6" className={styles.deleted} />
        </pattern>
        <pattern id={`${name}-failed`} {...tile}>
          {ground}
          <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" className={styles.failed} />
        </pattern>
        <pattern id={`${name}-skipped`} {...tile}>
          {ground}
          <path d="M0 0.5H6M0.5 0V6" className={styles.skipped} />
        </pattern>
        <pattern id={`${name}-other`} {...tile}>
          {ground}
          <rect x={1} y={1} width={2.5} height={2.5} className={styles.other} />
        </pattern>
      </defs>
    </svg>
  );
}

const useEdges = makeStyles({
  edge: { strokeWidth: 1, [system]: { stroke: 'CanvasText' } },
  created: { stroke: tokens.colorPaletteGreenForeground3 },
  updated: { stroke: tokens.colorBrandForeground1 },
  disabled: { stroke: tokens.colorPaletteMarigoldForeground3 },
  deleted: { stroke: tokens.colorPalettePurpleForeground2 },
  failed: { stroke: tokens.colorPaletteRedForeground3 },
  skipped: { stroke: tokens.colorNeutralForeground3 },
  other: { stroke: tokens.colorNeutralForeground3 },
});

/** Gives the class of the edge around each part. */
export function usePartEdges(): Readonly<Record<CyclePart, string>> {
  const { edge, ...parts } = useEdges();
  return Object.fromEntries(Object.entries(parts).map(([part, colour]) => [part, `${edge} ${colour}`])) as Record<
    CyclePart,
    string
  >;
}
