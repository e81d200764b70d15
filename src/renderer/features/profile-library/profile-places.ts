import { VendorId } from '#shared/model/ids';

/** Where in the library a path leads. */
export type ProfilePlace =
  | { readonly kind: 'list' | 'import' | 'write' }
  | { readonly kind: 'compare'; readonly vendor: VendorId | null }
  | { readonly kind: 'profile'; readonly vendor: VendorId };

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    if (cause instanceof URIError) return '';
    throw cause;
  }
};

/** Takes the path of the route; gives where it leads. What it does not know leads to the list. Pure. */
export function profilePlaceOf(path: string): ProfilePlace {
  const [word = '', rest = ''] = path
    .split('/')
    .filter((part) => part !== '')
    .slice(1)
    .map(decoded);
  const vendor = VendorId.safeParse(rest).data ?? null;
  if (word === 'import' || word === 'write') return { kind: word };
  if (word === 'compare') return { kind: 'compare', vendor };
  return word === 'of' && vendor !== null ? { kind: 'profile', vendor } : { kind: 'list' };
}
