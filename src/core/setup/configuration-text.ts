import { stringify } from 'yaml';
import { ProvisioningConfiguration } from '#shared/model/configuration';

const header = `# Provisioning configuration. Secrets stand here only as labels; whoever applies the file binds a value to each.
`;

/** Members in the order in which a person reads them; others follow as they are. */
const order = Object.keys(ProvisioningConfiguration.shape);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);

function withoutEmpty(value: unknown, depth: number): unknown {
  // Deeper down an empty list is a statement of its own, for example a mapping without parameters.
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, withoutEmpty(member, depth - 1)] as const)
      .filter(([, member]) => !isEmpty(member)),
  );
}

/** Takes a configuration; gives it as YAML text in a stable order, empty parts left out. Parsing the text gives the same configuration. */
export function configurationText(configuration: ProvisioningConfiguration): string {
  const sorted = Object.fromEntries(
    Object.entries(configuration).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
  );
  return `${header}${stringify(withoutEmpty(sorted, 2), { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
