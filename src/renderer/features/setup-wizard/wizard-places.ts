import { places } from '#renderer/lib/places';
import { VendorId } from '#shared/model/ids';
import { DraftId, WizardStep } from '#shared/model/wizard';

/** Where in the wizard a path leads. */
export type WizardPlace =
  | { readonly kind: 'choose' }
  | { readonly kind: 'begin'; readonly vendor: VendorId }
  | { readonly kind: 'draft'; readonly id: DraftId; readonly step: WizardStep | null };

const draftWord = 'draft';

/** Takes a draft and a step; gives the place of that step. */
export const draftPlace = (id: DraftId, step: WizardStep): string => `${places.setUp}/${draftWord}/${id}/${step}`;

/** Takes the path of the route; gives where it leads. What it does not know leads to the choice of a vendor. Pure. */
export function wizardPlaceOf(path: string): WizardPlace {
  const [first = '', id = '', step = ''] = path
    .split('/')
    .filter((part) => part !== '')
    .slice(1)
    .map(decodeURIComponent);
  if (first === draftWord) {
    const draft = DraftId.safeParse(id);
    if (draft.success) return { kind: 'draft', id: draft.data, step: WizardStep.safeParse(step).data ?? null };
  }
  const vendor = VendorId.safeParse(first);
  return vendor.success && id === '' && first !== draftWord
    ? { kind: 'begin', vendor: vendor.data }
    : { kind: 'choose' };
}
