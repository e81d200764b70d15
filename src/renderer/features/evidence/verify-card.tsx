import {
  Badge,
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { VerificationView } from '#shared/model/evidence';
import { setEvidence, useEvidence } from './evidence-store.ts';
import { useVerification } from './queries.ts';

const useStyles = makeStyles({
  verdicts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  path: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** Gives the check of the evidence that is chosen: intact and author proven, apart. */
export function VerifyCard(): ReactElement {
  const styles = useStyles();
  const chosen = useEvidence((state) => state.chosen);
  const fingerprint = useEvidence((state) => state.fingerprint);
  const check = useVerification();
  const card = useRef<HTMLDivElement>(null);
  const handle = chosen?.handle;
  const { reset } = check;
  // Another bundle is another question: the answer about the last one must not stand beside its path.
  const asked = useRef(handle);
  useEffect(() => {
    if (asked.current === handle) return;
    asked.current = handle;
    reset();
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [handle, reset]);
  const running = check.state === 'running';
  const begin = (): void => {
    if (chosen === null) return;
    const typed = fingerprint.trim();
    void check.start({ bundle: chosen.handle, ...(typed === '' ? {} : { fingerprint: typed }) });
  };
  return (
    <div ref={card}>
      <Section title={text('evidence.verifyTitle')} description={text('evidence.verifyHelp')}>
        <Text className={chosen === null ? styles.quiet : styles.path}>
          {chosen === null ? text('evidence.nothingChosen') : chosen.path}
        </Text>
        <Field label={text('evidence.expected')}>
          <Input
            value={fingerprint}
            maxLength={200}
            spellCheck={false}
            onChange={(_event, { value }) => setEvidence({ fingerprint: value })}
          />
        </Field>
        <div>
          <Button appearance="primary" disabled={chosen === null || running} onClick={begin}>
            {text('evidence.verify')}
          </Button>
        </div>
        {check.error === null ? null : <ErrorPanel error={check.error} />}
        {running ? <TaskProgress progress={[]} running /> : null}
        {check.output === null ? null : <Verdict view={check.output} />}
        <Text className={styles.quiet}>{text('evidence.ownCopy')}</Text>
      </Section>
    </div>
  );
}

function Verdict({ view }: { readonly view: VerificationView }): ReactElement {
  const styles = useStyles();
  const { intact, authorProven, complete, lines, problems, problemCount, claims, fingerprint } = view;
  const verdicts = [
    ['intact', intact],
    ['authorProven', authorProven],
    ['complete', complete],
  ] as const;
  return (
    <>
      <div className={styles.verdicts}>
        {verdicts.map(([name, holds]) => (
          <Badge
            key={name}
            size="extra-large"
            appearance="tint"
            color={holds ? 'success' : name === 'intact' ? 'danger' : 'warning'}
          >
            {text(`evidence.${name}`)}: {text(holds ? 'common.yes' : 'common.no')}
          </Badge>
        ))}
      </div>
      <MessageBar intent={!intact ? 'error' : authorProven && complete ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          {lines.map((line) => (
            <Text key={line} block>
              {line}
            </Text>
          ))}
        </MessageBarBody>
      </MessageBar>
      {problemCount === 0 ? null : (
        <>
          <Text weight="semibold">{text('evidence.problems', { count: problemCount })}</Text>
          <ul>
            {problems.map(({ code, path, message }) => (
              <li key={`${code}:${path}:${message}`}>{message}</li>
            ))}
          </ul>
        </>
      )}
      {claims === null ? null : (
        <KeyValues
          items={[
            { name: text('evidence.by'), value: `${claims.by}, ${claims.tenantName}` },
            { name: text('evidence.made'), value: formats.dateTime(claims.ended) },
            { name: text('evidence.applications'), value: formats.number(claims.applications.length) },
            { name: text('evidence.fingerprint'), value: fingerprint ?? '–', mono: true },
          ]}
        />
      )}
    </>
  );
}
