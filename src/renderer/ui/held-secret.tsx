import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Key20Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { WireError } from '#shared/contract/result';
import { ErrorPanel } from './error-panel.tsx';
import { SecretField } from './secret-field.tsx';

const useStyles = makeStyles({
  held: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorPaletteGreenBackground1,
    color: tokens.colorPaletteGreenForeground1,
  },
  words: { flex: '1 1 240px', color: tokens.colorNeutralForeground1 },
});

interface HeldSecretFieldProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly required?: boolean;
  readonly isHeld: boolean;
  readonly words: { readonly take: string; readonly held: string; readonly replace: string; readonly demo: string };
  readonly error: WireError | null;
  readonly handOver: (value: string) => void;
  readonly makeDemo: (() => void) | null;
  readonly forget: () => void;
}

/**
 * Takes a field that holds a secret, and whether one is held; gives a field that can only be written. What is typed stands in the
 * element alone, never in the state of the page; it is handed over on Enter, on leaving and when it was pasted, and is cleared at
 * that moment.
 */
export function HeldSecretField({
  label,
  hint,
  required = false,
  words,
  ...secret
}: HeldSecretFieldProps): ReactElement {
  const styles = useStyles();
  const { isHeld, error, handOver, makeDemo, forget } = secret;
  return (
    <>
      {isHeld ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one for a field that is not there
        <div role="group" aria-label={label} className={styles.held} data-secret="held">
          <ShieldCheckmark24Regular aria-hidden />
          <span className={styles.words}>{words.held}</span>
          <Button onClick={forget}>{words.replace}</Button>
        </div>
      ) : (
        <SecretField label={label} hint={hint} required={required} submitLabel={words.take} eager onTake={handOver} />
      )}
      {makeDemo === null || isHeld ? null : (
        <div>
          <Button appearance="subtle" icon={<Key20Regular />} onClick={makeDemo}>
            {words.demo}
          </Button>
        </div>
      )}
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}
