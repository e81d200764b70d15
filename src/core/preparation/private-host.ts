const privateV4: readonly RegExp[] = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

/**
 * Takes the host name of a URL as the URL parser wrote it; says whether it names this machine or an address of a private
 * network, where nothing of Microsoft's can reach. Names that lead there are not looked up. Pure.
 * Source: www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || host.endsWith('.internal'))
    return true;
  if (privateV4.some((pattern) => pattern.test(host))) return /^[\d.]+$/.test(host);
  if (!host.startsWith('[')) return false;
  const address = host.slice(1, -1);
  return (
    address === '::1' ||
    address === '::' ||
    /^f[cd]/.test(address) ||
    /^fe[89ab]/.test(address) ||
    /^::ffff:/.test(address)
  );
}
