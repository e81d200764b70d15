import type { Confirmation } from '#shared/model/plan';

/** Takes something to confirm; gives the question for a person. */
export function confirmationText(confirmation: Confirmation): string {
  if (confirmation.kind === 'changeOfHost') {
    return `The secret went to ${confirmation.from} until now and will go to ${confirmation.to}. Is that host right?`;
  }
  if (confirmation.kind === 'deletes') return `This deletes: ${confirmation.objects.join(', ')}. Go on?`;
  const count = confirmation.count === null ? 'An unknown number of' : String(confirmation.count);
  return `${count} accounts may be disabled or deleted in the application. Go on?`;
}
