import { create } from 'zustand';
import type { SecretHandle, ServicePrincipalId } from '#shared/model/ids';
import type { ConnectionDiagnosis } from '#shared/model/preparation';
import type { Draft, DraftId, WizardAnswers, WizardStep } from '#shared/model/wizard';

/** Whether what was entered is on the disk. */
export type Saving = 'saved' | 'changed' | 'saving' | 'failed';

/** A set-up as the page holds it. Handles of secrets are here and nowhere else: they end with the page. */
interface WizardState {
  readonly id: DraftId | null;
  readonly answers: WizardAnswers | null;
  readonly step: WizardStep;
  readonly servicePrincipalId: ServicePrincipalId | null;
  /** Handles by Graph key. */
  readonly handles: Readonly<Record<string, SecretHandle>>;
  readonly diagnosis: ConnectionDiagnosis | null;
  readonly saving: Saving;
  /** Counts changes, so that a save knows whether another one came after it. */
  readonly revision: number;
}

const nothing: WizardState = {
  id: null,
  answers: null,
  step: 'prerequisites',
  servicePrincipalId: null,
  handles: {},
  diagnosis: null,
  saving: 'saved',
  revision: 0,
};

/** The set-up that is open in this page. */
export const useWizard = create<WizardState>(() => nothing);

/** Takes a draft; opens it. Handles stay when it is the one that is open already. */
export function openDraft(draft: Draft): void {
  const { id, handles, diagnosis } = useWizard.getState();
  const isOpen = id === draft.id;
  useWizard.setState({
    ...nothing,
    id: draft.id,
    answers: draft.answers,
    step: draft.step,
    servicePrincipalId: draft.servicePrincipalId,
    ...(isOpen ? { handles, diagnosis } : {}),
  });
}

const changed = (change: Partial<WizardState>): void =>
  useWizard.setState(({ revision }) => ({ ...change, saving: 'changed', revision: revision + 1 }));

/** Takes what was answered; keeps it. */
export function answer(change: Partial<WizardAnswers>): void {
  const { answers } = useWizard.getState();
  if (answers === null) return;
  changed({ answers: { ...answers, ...change } });
}

/** Takes the name of a field that is not secret and its text; keeps it. A test of the connection was about the old one. */
export function answerField(name: string, typed: string): void {
  const { answers } = useWizard.getState();
  if (answers === null) return;
  changed({ answers: { ...answers, fields: { ...answers.fields, [name]: typed } }, diagnosis: null });
}

/** Takes a step; remembers that the set-up stands there. */
export function noteStep(step: WizardStep): void {
  if (useWizard.getState().step !== step) changed({ step });
}

/**
 * Takes the application that was set up and whether its job runs now; remembers both. From here on the set-up is about this
 * application, and a plan of it does not pause what was turned on.
 */
export function noteSetUp(servicePrincipalId: ServicePrincipalId, active: boolean): void {
  const { answers } = useWizard.getState();
  if (answers === null || answers.application === null) return;
  const { application } = answers;
  const displayName = application.kind === 'create' ? application.name : application.displayName;
  changed({
    servicePrincipalId,
    answers: { ...answers, application: { kind: 'reuse', servicePrincipalId, displayName, active } },
  });
}

/** Takes a Graph key and the handle of its secret, or null to let it go. */
export const bindSecret = (key: string, handle: SecretHandle | null): void =>
  useWizard.setState(({ handles }) => {
    const { [key]: _old, ...others } = handles;
    return { handles: handle === null ? others : { ...others, [key]: handle }, diagnosis: null };
  });

/** Takes what a test of the connection said. */
export const noteDiagnosis = (diagnosis: ConnectionDiagnosis | null): void => useWizard.setState({ diagnosis });
