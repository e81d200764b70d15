import { addressKind } from './address-kind.ts';

const isLiteral = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/**
 * Takes the host name of a URL as the URL parser wrote it; says whether it names this machine or an address of a private
 * network, where nothing of Microsoft's can reach. Names that lead there are not looked up. Pure.
 * Source: www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || host.endsWith('.internal'))
    return true;
  return isLiteral(host) && addressKind(host) !== 'public';
}
