/** What an IP address is. `mapped`: an IPv4 address in IPv6 clothes, which no public host has. */
export type AddressKind =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'linkLocal'
  | 'uniqueLocal'
  | 'multicast'
  | 'documentation'
  | 'reserved'
  | 'mapped';

type Range = readonly [prefix: string, bits: number, kind: AddressKind];

/** Source: www.iana.org/assignments/iana-ipv4-special-registry */
const v4Ranges: readonly Range[] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'linkLocal'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];

/** Source: www.iana.org/assignments/iana-ipv6-special-registry */
const v6Ranges: readonly Range[] = [
  ['::1', 128, 'loopback'],
  ['::', 128, 'unspecified'],
  ['::ffff:0:0', 96, 'mapped'],
  // Addresses that carry an IPv4 address lead wherever that one leads: compatible, translated, 6to4, Teredo.
  ['::', 96, 'reserved'],
  ['::ffff:0:0:0', 96, 'mapped'],
  ['64:ff9b:1::', 48, 'mapped'],
  ['2002::', 16, 'mapped'],
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
  ['fc00::', 7, 'uniqueLocal'],
  ['fe80::', 10, 'linkLocal'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
  ['100::', 64, 'reserved'],
];

/** What a network without IPv4 gives for a host that has only IPv4. Source: RFC 6052 */
const translated: Range = ['64:ff9b::', 96, 'mapped'];

/** The part of IPv6 that is given out to the internet. */
const globalV6: Range = ['2000::', 3, 'public'];

const isIn = (bits: string, [prefix, length]: Range, toBits: (text: string) => string | null): boolean =>
  toBits(prefix)?.slice(0, length) === bits.slice(0, length);

/**
 * Takes an IP address as a resolver or a URL parser writes it, IPv6 with or without brackets and zone; says what it is. What is no
 * address that can be read counts as `reserved`, so that nobody takes it for a public one. Pure.
 */
export function addressKind(text: string): AddressKind {
  const address = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const v4 = v4Bits(address);
  if (v4 !== null) return v4Kind(v4);
  const v6 = v6Bits(address);
  if (v6 === null) return 'reserved';
  if (isIn(v6, translated, v6Bits)) return v4Kind(v6.slice(96)) === 'public' ? 'public' : 'mapped';
  return v6Ranges.find((range) => isIn(v6, range, v6Bits))?.[2] ?? (isIn(v6, globalV6, v6Bits) ? 'public' : 'reserved');
}

const v4Kind = (bits: string): AddressKind => v4Ranges.find((range) => isIn(bits, range, v4Bits))?.[2] ?? 'public';

const inBits = (number: number, length: number): string => number.toString(2).padStart(length, '0');

function v4Bits(text: string): string | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return null;
  return parts.map((part) => inBits(Number(part), 8)).join('');
}

function v6Bits(text: string): string | null {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return null;
  const [head, tail] = halves.map((half) => groupBits(half));
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 128 ? head : null;
  const gap = 128 - head.length - tail.length;
  return gap < 16 ? null : `${head}${'0'.repeat(gap)}${tail}`;
}

function groupBits(half: string): string | null {
  if (half === '') return '';
  const groups = half.split(':').map((group, index, all) => {
    if (index === all.length - 1 && group.includes('.')) return v4Bits(group);
    return /^[0-9a-f]{1,4}$/i.test(group) ? inBits(Number.parseInt(group, 16), 16) : null;
  });
  return groups.includes(null) ? null : groups.join('');
}
