import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ComponentType, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Page } from '#renderer/ui/page.tsx';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { DraftId, WizardStep } from '#shared/model/wizard';
import { missingOn } from '#shared/wizard/missing';
import { mustAcknowledge } from '#shared/wizard/own-profile';
import { canOpen, stepsFor } from '#shared/wizard/wizard-plan';
import { FooterPlace } from './footer-actions.tsx';
import { OwnProfileGate, OwnProfileMark } from './own-profile.tsx';
import { StepApplication } from './step-application.tsx';
import { StepApply } from './step-apply.tsx';
import { StepCredentials } from './step-credentials.tsx';
import { StepHeading } from './step-heading.tsx';
import { StepList } from './step-list.tsx';
import { StepMappings } from './step-mappings.tsx';
import { StepNext } from './step-next.tsx';
import { StepPrerequisites } from './step-prerequisites.tsx';
import type { StepProps } from './step-props.ts';
import { StepReview } from './step-review.tsx';
import { StepSafety } from './step-safety.tsx';
import { StepScope } from './step-scope.tsx';
import { StepTryOne } from './step-try-one.tsx';
import { StepTurnOn } from './step-turn-on.tsx';
import { StepVendorSide } from './step-vendor-side.tsx';
import { useAutosave } from './use-autosave.ts';
import { WizardFooter } from './wizard-footer.tsx';
import { draftPlace } from './wizard-places.ts';
import { noteStep, useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '248px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
    '@media (max-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
});

const screens: Readonly<Record<WizardStep, ComponentType<StepProps>>> = {
  prerequisites: StepPrerequisites,
  vendorSide: StepVendorSide,
  application: StepApplication,
  credentials: StepCredentials,
  mappings: StepMappings,
  scope: StepScope,
  safety: StepSafety,
  review: StepReview,
  apply: StepApply,
  tryOne: StepTryOne,
  turnOn: StepTurnOn,
  next: StepNext,
};

interface WizardFrameProps {
  readonly id: DraftId;
  readonly guide: VendorGuide;
  /** The step that the address asks for. */
  readonly asked: WizardStep;
}

/** Takes a set-up that is open and the step that is asked for; gives the steps, the one that is shown, and the way on. */
export function WizardFrame({ id, guide, asked }: WizardFrameProps): ReactElement {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const answers = useWizard((state) => state.answers);
  const handles = useWizard((state) => state.handles);
  const isSetUp = useWizard((state) => state.servicePrincipalId !== null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const shown = useRef<WizardStep | null>(null);
  useAutosave();
  const steps = useMemo(() => stepsFor(guide), [guide]);
  const step = steps.includes(asked) && canOpen(asked, isSetUp) ? asked : 'review';
  const bound = useMemo(() => new Set(Object.keys(handles)), [handles]);
  useEffect(() => {
    noteStep(step);
    // The first step is announced by the page's own title.
    if (shown.current !== null && shown.current !== step) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.closest('main')?.scrollTo({ top: 0 });
    }
    shown.current = step;
  }, [step]);
  if (answers === null) return <Page title={guide.displayName}>{null}</Page>;
  const judged = { guide, answers, bound };
  const goTo = (to: WizardStep): void => navigate(draftPlace(id, to));
  const Screen = screens[step];
  const gated = mustAcknowledge(guide, answers);
  return (
    <Page
      title={text('wizard.title', { vendor: guide.displayName })}
      actions={
        <Button as="a" appearance="subtle" href={hrefOf(places.setUp)}>
          {text('wizard.leave')}
        </Button>
      }
      mark={<Monogram name={guide.displayName} size="large" />}
      {...(step === steps[0] ? { description: text('wizard.description') } : {})}
    >
      {gated ? <OwnProfileGate guide={guide} /> : <OwnProfileMark guide={guide} />}
      {gated ? null : (
        <div className={styles.frame}>
          <StepList steps={steps} current={step} judged={judged} isSetUp={isSetUp} goTo={goTo} />
          <div className={styles.content}>
            <StepHeading ref={heading} step={step} steps={steps} />
            <FooterPlace value={place}>
              <Screen key={step} guide={guide} answers={answers} missing={missingOn(step, judged)} goTo={goTo} />
            </FooterPlace>
            <WizardFooter steps={steps} current={step} goTo={goTo} placeActions={setPlace} />
          </div>
        </div>
      )}
    </Page>
  );
}
