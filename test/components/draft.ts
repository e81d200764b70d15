import { Draft } from '#shared/model/wizard';

/** Takes what is not as in a set-up that has just begun; gives the draft of one. */
export const draftOf = (
  change: { readonly step?: string; readonly answers?: object; readonly id?: string } = {},
): Draft =>
  Draft.parse({
    id: change.id ?? '00000000-0000-4000-8000-000000000001',
    savedAt: '2026-01-01T00:00:00Z',
    step: change.step ?? 'prerequisites',
    servicePrincipalId: null,
    answers: {
      vendor: 'airstack',
      application: null,
      done: [],
      fields: {},
      people: 'assigned',
      assignments: [],
      email: '',
      threshold: { enabled: true, value: 20 },
      keepOutOfScope: false,
      ...change.answers,
    },
  });
