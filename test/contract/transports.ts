import type { TenantOptions } from '#emulator/tenant-options';
import { openCommandLine } from './command-line-transport.ts';
import { openLoopback } from './loopback-transport.ts';
import { openInProcess, openStructuredClone } from './process-transports.ts';
import type { Transport } from './transport.ts';

/** Every way to core, with how it is opened on a tenant of its own. */
export const transports: readonly {
  readonly name: string;
  open(options: Partial<TenantOptions>): Promise<Transport>;
}[] = [
  { name: 'in process', open: openInProcess },
  { name: 'structured clone', open: openStructuredClone },
  { name: 'loopback', open: openLoopback },
  { name: 'command line', open: openCommandLine },
];
