import { describe, expect, it } from 'vitest';
import { addressKind } from '#core/preparation/address-kind';
import { isPrivateHost } from '#core/preparation/private-host';

describe('what an address is', () => {
  it.each([
    ['93.184.215.14', 'public'],
    ['172.15.0.1', 'public'],
    ['172.32.0.1', 'public'],
    ['100.128.0.1', 'public'],
    ['2606:2800:220:1::1', 'public'],
    ['64:ff9b::5db8:d70e', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'shared'],
    ['169.254.169.254', 'linkLocal'],
    ['fe80::1%eth0', 'linkLocal'],
    ['fd00::1', 'uniqueLocal'],
    ['fc00::', 'uniqueLocal'],
    ['::ffff:10.0.0.1', 'mapped'],
    ['::ffff:8.8.8.8', 'mapped'],
    ['::FFFF:7f00:1', 'mapped'],
    ['::127.0.0.1', 'reserved'],
    ['64:ff9b::7f00:1', 'mapped'],
    ['2002:7f00:1::', 'mapped'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['203.0.113.4', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['255.255.255.255', 'reserved'],
    ['4000::1', 'reserved'],
  ] as const)('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  it.each(['', 'example.com', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1::2::3', ':', '1:2:3', 'gggg::1', '::1.2.3'])(
    'takes "%s" for no public address',
    (text) => {
      expect(addressKind(text)).toBe('reserved');
    },
  );

  it.each([
    'https://2130706433/scim',
    'https://0x7f.1/scim',
    'https://0177.0.0.1/scim',
    'https://127.1/scim',
    'https://[::ffff:7f00:1]/scim',
    'https://localhost/scim',
    'https://LOCALHOST./scim',
    'https://printer.local/scim',
    'https://api.internal/scim',
    'https://169.254.169.254/latest',
  ])('%s names a private host in whatever spelling', (url) => {
    expect(isPrivateHost(new URL(url).hostname)).toBe(true);
  });

  it.each([
    'https://vendor.example/scim',
    'https://10.vendor.example/',
    'https://93.184.215.14/',
    'https://fd.example/',
  ])('%s names none', (url) => {
    expect(isPrivateHost(new URL(url).hostname)).toBe(false);
  });
});
