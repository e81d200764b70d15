import type { Output } from '#shared/contract/index';
import { type CommandDefinition, procedureCommand } from './command.ts';
import { operand } from './invocation.ts';
import { textTable } from './text-table.ts';

const vendorTable = (data: Output<'vendors.list'>): string =>
  data.vendors.length === 0
    ? 'No vendor matches.'
    : textTable(
        ['id', 'name', 'sign-in of the service', 'groups', 'from'],
        data.vendors.map((vendor) => [
          vendor.id,
          vendor.displayName,
          vendor.authentication,
          vendor.groups,
          vendor.source,
        ]),
      );

const vendorsList = procedureCommand({
  words: 'vendors list',
  summary: 'Vendors whose application this program knows how to set up',
  options: [{ flags: '--search <text>', description: 'only those whose name has this text in it' }],
  examples: ['vendors list', 'vendors list --search cloud'],
  path: 'vendors.list',
  signedIn: false,
  input: (given) => ({ search: given.text('search') ?? '' }),
  text: vendorTable,
});

const vendorsSearch = procedureCommand({
  words: 'vendors search',
  summary: 'Vendors whose id, name or other name has a text in it',
  operands: [{ name: 'text', description: 'part of a name' }],
  examples: ['vendors search cloud'],
  path: 'vendors.list',
  signedIn: false,
  input: (given) => ({ search: operand(given, 0) }),
  text: vendorTable,
});

const vendorsShow = procedureCommand({
  words: 'vendors show',
  summary: 'One vendor profile, whole',
  operands: [{ name: 'vendor', description: 'id from "vendors list"' }],
  examples: ['vendors show airstack'],
  path: 'vendors.show',
  signedIn: false,
  input: (given) => ({ vendor: operand(given, 0) }),
  text: (data) => JSON.stringify(data.profile, null, 2),
});

const gallerySearch = procedureCommand({
  words: 'gallery search',
  summary: 'Search the application gallery of the tenant',
  operands: [{ name: 'text', description: 'part of the name' }],
  options: [{ flags: '--provisioning-only', description: 'only applications that support automatic provisioning' }],
  examples: ['gallery search airstack', 'gallery search cloud --provisioning-only --json'],
  path: 'gallery.search',
  input: (given) => ({ search: operand(given, 0), provisioningOnly: given.isSet('provisioningOnly') }),
  text: (data) =>
    data.entries.length === 0
      ? 'No application matches.'
      : textTable(
          ['name', 'publisher', 'provisioning', 'vendor profile', 'template id'],
          data.entries.map((entry) => [
            entry.displayName,
            entry.publisher ?? '',
            entry.supportsProvisioning ? 'yes' : 'no',
            entry.vendorProfile ?? '',
            entry.templateId,
          ]),
        ),
});

/** The commands about vendor profiles and the gallery. */
export const catalogueCommands: readonly CommandDefinition[] = [vendorsList, vendorsSearch, vendorsShow, gallerySearch];
