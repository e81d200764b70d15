import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { ErrorCode, WireError } from '#shared/contract/result';
import { CopyButton } from './copy-button.tsx';
import { useErrorActions } from './error-actions.ts';

const useStyles = makeStyles({
  bar: { alignItems: 'start', paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  line: { display: 'block', marginTop: tokens.spacingVerticalXS, maxWidth: '88ch' },
  trace: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  code: { fontFamily: tokens.fontFamilyMonospace },
});

/** Errors that are a state of things rather than a failure. */
const mild: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'plan_stale',
  'throttled',
  'consent_required',
  'secret_required',
]);

interface ErrorPanelProps {
  readonly error: WireError;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** Takes an error of the contract; gives what failed, what to do next, Graph's request-id and the buttons that help. */
export function ErrorPanel({ error, onRetry, actions }: ErrorPanelProps): ReactElement {
  const styles = useStyles();
  const helps = useErrorActions();
  const { code, message, nextStep, requestId, retryAfterMs, scopes } = error;
  return (
    <MessageBar intent={mild.has(code) ? 'warning' : 'error'} layout="multiline" className={styles.bar} role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{text(`error.${code}`)}</MessageBarTitle>
        <span className={styles.line}>{message}</span>
        {nextStep === undefined ? null : <span className={styles.line}>{nextStep}</span>}
        {retryAfterMs === undefined ? null : (
          <span className={styles.line}>{text('common.retryAfter', { time: formats.duration(retryAfterMs) })}</span>
        )}
        <span className={styles.trace}>
          <span className={styles.code}>{error.reason === undefined ? code : `${code} · ${error.reason}`}</span>
          {requestId === undefined ? null : (
            <>
              <span>
                {text('common.requestId')} <span className={styles.code}>{requestId}</span>
              </span>
              <CopyButton value={requestId} what={text('common.requestId')} />
            </>
          )}
        </span>
      </MessageBarBody>
      <MessageBarActions>
        {code === 'unauthenticated' && helps !== null ? (
          <Button appearance="primary" onClick={helps.signIn}>
            {text('common.signInAgain')}
          </Button>
        ) : null}
        {code === 'consent_required' && helps !== null ? (
          <Button appearance="primary" onClick={() => helps.consent(scopes ?? [], onRetry)}>
            {text('common.askConsent')}
          </Button>
        ) : null}
        {onRetry === undefined ? null : <Button onClick={onRetry}>{text('common.tryAgain')}</Button>}
        {actions}
      </MessageBarActions>
    </MessageBar>
  );
}
