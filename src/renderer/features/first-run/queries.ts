import { useChange, useRead } from '#renderer/lib/queries';

/** Takes the tenant, if it is known; gives how to register. */
export const useGuide = (tenant: string | null) =>
  useRead('registration.guide', tenant === null ? {} : { tenant }, { keepPrevious: true });

/** What is asked of the sign-in service. */
export interface Asked {
  readonly clientId: string;
  readonly tenant: string;
}

/** Takes what to ask, null while nothing is; gives what the sign-in service says about it. */
export const useCheck = (asked: Asked | null) =>
  useRead('registration.check', asked ?? { clientId: '', tenant: '' }, { enabled: asked !== null, freshForMs: 0 });

export const useKeepClientId = () => useChange('settings.change', ['settings.show', 'session.show']);
