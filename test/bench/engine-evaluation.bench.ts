import { compileSchema, evaluateMappings } from '#emulator/provisioning/compiled-mapping';
import { createDefaultSchema } from '#emulator/provisioning/default-schema';
import { personAttributes } from '#emulator/provisioning/source-attributes';
import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';
import { createPerson } from './engine-world.ts';

const people = 10_000;
const mappings = 16;
const rounds = 7;
const allowedFactor = 4;
const allowedMs = 200;

type Source = ReturnType<typeof personAttributes>;
type Values = Record<string, unknown>;

/** What somebody would write by hand who needs only these sixteen values. */
function byHand(source: Source): Values {
  const values: Values = { userName: source.userPrincipalName, active: source.IsSoftDeleted === 'False' };
  if (source.displayName) values.displayName = source.displayName;
  if (source.jobTitle) values.title = source.jobTitle;
  if (source.mail) values['emails[type eq "work"].value'] = source.mail;
  if (source.preferredLanguage) values.preferredLanguage = source.preferredLanguage;
  if (source.givenName) values['name.givenName'] = source.givenName;
  if (source.surname) values['name.familyName'] = source.surname;
  const formatted = [source.givenName, source.surname].filter(Boolean).join(' ');
  if (formatted) values['name.formatted'] = formatted;
  if (source.physicalDeliveryOfficeName) {
    values['addresses[type eq "work"].formatted'] = source.physicalDeliveryOfficeName;
  }
  if (source.streetAddress) values['addresses[type eq "work"].streetAddress'] = source.streetAddress;
  if (source.city) values['addresses[type eq "work"].locality'] = source.city;
  if (source.state) values['addresses[type eq "work"].region'] = source.state;
  if (source.postalCode) values['addresses[type eq "work"].postalCode'] = source.postalCode;
  if (source.country) values['addresses[type eq "work"].country'] = source.country;
  if (source.telephoneNumber) values['phoneNumbers[type eq "work"].value'] = source.telephoneNumber;
  return values;
}

function best(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

/** The evaluation of the service's default mappings, beside a loop that builds the same values by hand. */
export async function run() {
  const vendor = vendorDefinitions.find((each) => each.vendorId === 'airstack');
  if (vendor === undefined) throw new Error('There is no vendor airstack.');
  const compiled = compileSchema(createDefaultSchema(vendor)).find((each) => each.sourceObjectName === 'User');
  if (compiled === undefined) throw new Error('The default schema has no mapping of people.');
  const mapping = { ...compiled, attributes: compiled.attributes.slice(0, mappings) };
  const directory = Array.from({ length: people }, (_, index) => createPerson(index, 0));
  const sources = directory.map((person) => personAttributes(person, { softDeleted: false }));
  const engine = (attributes: Source) =>
    evaluateMappings(mapping, { attributes, now: 0, roles: [], creating: true, defaultDomain: 'contoso.demo.example' });
  for (const source of sources) {
    const [left, right] = [engine(source).values, byHand(source)];
    if (JSON.stringify(left) !== JSON.stringify(right)) {
      throw new Error(`The two loops differ: ${JSON.stringify(left)} and ${JSON.stringify(right)}`);
    }
  }
  let kept = 0;
  const byHandMs = best(() => {
    for (const source of sources) if (byHand(source).userName !== undefined) kept += 1;
  });
  const engineMs = best(() => {
    for (const source of sources) if (engine(source).values.userName !== undefined) kept += 1;
  });
  if (kept === 0) throw new Error('Nothing was evaluated.');
  const factor = engineMs / byHandMs;
  return {
    name: `Evaluation: ${people} people x ${mappings} mappings`,
    figures: [
      { label: 'by hand', value: byHandMs, unit: 'ms', ok: true },
      { label: 'compiled mappings', value: engineMs, unit: 'ms', limit: allowedMs, ok: engineMs < allowedMs },
      { label: 'factor', value: factor, unit: 'x', limit: allowedFactor, ok: factor <= allowedFactor },
    ],
  };
}
