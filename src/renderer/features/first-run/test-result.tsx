import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, DismissCircle20Filled, QuestionCircle20Regular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { CallFailure } from '#renderer/lib/call-failure';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import type { RegistrationCheck } from '#shared/contract/registration';
import { NumberedSection } from './numbered-section.tsx';
import { type Asked, useKeepClientId } from './queries.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', gap: tokens.spacingHorizontalM },
  words: { display: 'flex', flexDirection: 'column', gap: '2px' },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
});

const icons: Readonly<Record<RegistrationCheck['state'], ReactElement>> = {
  passed: <CheckmarkCircle20Filled />,
  failed: <DismissCircle20Filled />,
  unknown: <QuestionCircle20Regular />,
};

interface TestResultProps {
  readonly check: UseQueryResult<Output<'registration.check'>, CallFailure>;
  /** What was asked; null before the first test. */
  readonly asked: Asked | null;
}

/** Takes the test; gives what it says of tenant, application and redirect, and the way to the sign-in. */
export function TestResult({ check, asked }: TestResultProps): ReactElement {
  const styles = useStyles();
  return (
    <NumberedSection number={3} title={text('firstRun.stepTest')} description={text('firstRun.testHelp')}>
      {asked === null ? null : (
        <Answer query={check} skeleton={<LinesSkeleton lines={3} />}>
          {({ works, checks }) => (
            <>
              <ul className={styles.list} aria-live="polite">
                {checks.map(({ what, state, detail, nextStep }) => (
                  <li key={what} className={styles.item}>
                    <span aria-hidden className={styles[state]}>
                      {icons[state]}
                    </span>
                    <span className={styles.words}>
                      <Text weight="semibold">{text(`firstRun.check_${what}`)}</Text>
                      <Text>{detail}</Text>
                      {nextStep === null ? null : <Text className={styles.unknown}>{nextStep}</Text>}
                    </span>
                  </li>
                ))}
              </ul>
              <Keep works={works} clientId={asked.clientId} />
            </>
          )}
        </Answer>
      )}
    </NumberedSection>
  );
}

function Keep({ works, clientId }: { readonly works: boolean; readonly clientId: string }): ReactElement {
  const keep = useKeepClientId();
  const [, navigate] = useLocation();
  return (
    <>
      {works ? <Text>{text('firstRun.worksHelp')}</Text> : null}
      {keep.error === null ? null : <ErrorPanel error={keep.error.wire} />}
      <div>
        <Button
          appearance={works ? 'primary' : 'secondary'}
          disabled={keep.isPending}
          onClick={() => keep.mutate({ clientId }, { onSuccess: () => navigate(places.signIn) })}
        >
          {text(works ? 'firstRun.keep' : 'firstRun.keepAnyway')}
        </Button>
      </div>
    </>
  );
}
