import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { type useChooseCertificates, type useChooseProfileFolder, useHost } from './queries.ts';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalXS },
});

interface ChosenPathProps {
  readonly label: string;
  readonly help: string;
  /** null = nothing was chosen. */
  readonly path: string | null;
  readonly none: string;
  readonly choose: ReturnType<typeof useChooseCertificates> | ReturnType<typeof useChooseProfileFolder>;
  readonly onClear: () => void;
}

/** Takes a path that the host chose; gives it with the buttons that choose another. The page itself names no path. */
export function ChosenPath({ label, help, path, none, choose, onClear }: ChosenPathProps): ReactElement {
  const styles = useStyles();
  const host = useHost().data;
  const isInTerminal = host?.kind === 'loopback' && choose.isPending;
  return (
    <div className={styles.frame}>
      <Text weight="semibold">{label}</Text>
      <Text className={styles.quiet}>{help}</Text>
      <Text className={path === null ? styles.quiet : styles.path}>{path ?? none}</Text>
      {isInTerminal ? <Text role="status">{text('settings.chooseInTerminal')}</Text> : null}
      {choose.error === null ? null : <ErrorPanel error={choose.error.wire} />}
      <div className={styles.actions}>
        {host?.canChooseFiles === true ? (
          <Button disabled={choose.isPending} onClick={() => choose.mutate({})}>
            {text('settings.choose')}
          </Button>
        ) : (
          <Text size={200} className={styles.quiet}>
            {text('settings.cannotChoose')}
          </Text>
        )}
        {path === null ? null : <Button onClick={onClear}>{text('settings.clear')}</Button>}
      </div>
    </div>
  );
}
