import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { FactSheet } from '#shared/contract/library';

const useStyles = makeStyles({
  areas: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
  },
  wide: { gridColumn: '1 / -1' },
  title: {
    margin: 0,
    marginBottom: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  source: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Names of facts are written as parts of a sentence; names of attributes begin with their object. */
const sentence = (what: string): string => `${what.charAt(0).toLocaleUpperCase()}${what.slice(1)}`;

/** Areas whose facts are many and long. */
const wide: ReadonlySet<string> = new Set(['attributes', 'limitations']);

/** Takes the facts of a profile; gives them area by area with their source, and beside them what a person added. */
export function FactSheetView({ sheet }: { readonly sheet: FactSheet }): ReactElement {
  const styles = useStyles();
  const { areas, document } = sheet;
  const from = document.repo === null ? document.file : `${document.repo}: ${document.file}`;
  return (
    <>
      <Section
        title={text('profiles.facts')}
        description={text(document.byHand ? 'profiles.factsByHand' : 'profiles.factsFrom', { file: from })}
      >
        <div className={styles.areas}>
          {areas.map(({ area, facts }) => (
            <div key={area} data-area={area} className={wide.has(area) ? styles.wide : ''}>
              <h3 className={styles.title}>{textOr('profiles.area', area)}</h3>
              <KeyValues items={facts.map(({ what, value }) => ({ name: sentence(what), value }))} />
            </div>
          ))}
        </div>
      </Section>
      <Curated sheet={sheet} />
    </>
  );
}

function Curated({ sheet }: { readonly sheet: FactSheet }): ReactElement | null {
  const styles = useStyles();
  if (sheet.curated.length === 0) return null;
  return (
    <Section title={text('profiles.curated')} description={text('profiles.curatedHelp')}>
      <dl>
        {sheet.curated.map(({ kind, fact, source }) => (
          <div key={`${kind} ${fact}`}>
            <dt>
              <strong>{textOr('profiles.curated', kind)}</strong>
            </dt>
            <dd>
              {fact}
              <span className={styles.source}>{source ?? text('profiles.curatedNoSource')}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
