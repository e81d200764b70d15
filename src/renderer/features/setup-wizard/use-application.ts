import type { ServicePrincipalId } from '#shared/model/ids';
import { useWizard } from './wizard-store.ts';

/** Gives the application that the open set-up is about, once it is in the tenant: the one that was chosen, or the one that was made; null before. */
export const useApplication = (): ServicePrincipalId | null =>
  useWizard(
    ({ answers, servicePrincipalId }) =>
      servicePrincipalId ?? (answers?.application?.kind === 'reuse' ? answers.application.servicePrincipalId : null),
  );
