import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Key20Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useClient } from '#renderer/lib/client-context';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import type { WireError } from '#shared/contract/result';
import type { VendorId } from '#shared/model/ids';
import { choose, usePreflightChoice } from './preflight-store.ts';

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

/** Takes the vendor; gives the field of the token, which can be written to and never read again. */
export function TokenField({ vendor }: { readonly vendor: VendorId }): ReactElement {
  const styles = useStyles();
  const token = usePreflightChoice((state) => state.token);
  const { api } = useClient();
  const isDemo = useSession().data?.demo === true;
  const [error, setError] = useState<WireError | null>(null);
  const handOver = async (value: string): Promise<void> => {
    const put = await api['secrets.put']({ value });
    setError(put.ok ? null : put.error);
    if (put.ok) choose({ token: put.data.handle });
  };
  const makeDemoToken = async (): Promise<void> => {
    const made = await api['secrets.makeDemoToken']({ vendor });
    setError(made.ok ? null : made.error);
    if (made.ok) choose({ token: made.data.handle });
  };
  const forget = (): void => {
    if (token !== null) void api['secrets.discard']({ handle: token });
    choose({ token: null });
  };
  if (token !== null)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one for a field that is not there
      <div role="group" aria-label={text('preflight.token')} className={styles.held}>
        <ShieldCheckmark24Regular aria-hidden />
        <span className={styles.words}>{text('preflight.tokenHeld')}</span>
        <Button onClick={forget}>{text('preflight.tokenReplace')}</Button>
      </div>
    );
  return (
    <>
      <SecretField
        label={text('preflight.token')}
        hint={text('preflight.tokenHint')}
        submitLabel={text('preflight.tokenTake')}
        eager
        onTake={(value) => void handOver(value)}
      />
      {isDemo ? (
        <div>
          <Button appearance="subtle" icon={<Key20Regular />} onClick={() => void makeDemoToken()}>
            {text('preflight.tokenDemo')}
          </Button>
        </div>
      ) : null}
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}
