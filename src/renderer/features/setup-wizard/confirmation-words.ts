import { text } from '#renderer/lib/text';
import type { Confirmation } from '#shared/model/plan';

/** Takes something that a person has to confirm; gives it in words. */
export function confirmationWords(confirmation: Confirmation): string {
  if (confirmation.kind === 'changeOfHost') {
    const { from, to } = confirmation;
    return text('wizard.confirm.changeOfHost', { from, to });
  }
  if (confirmation.kind === 'deletes')
    return text('wizard.confirm.deletes', { objects: confirmation.objects.join(', ') });
  if (confirmation.count === null) return text('wizard.confirm.deprovisionsSome');
  return text('wizard.confirm.deprovisions', { count: confirmation.count });
}
