/** What differs between invented articles; everything else is the family's shape in our own words. */
export interface ArticleParts {
  readonly name: string;
  readonly title?: string;
  readonly intro?: string;
  readonly capabilities?: readonly string[] | null;
  readonly prerequisites?: string;
  readonly vendor?: string;
  readonly vendorHeading?: string;
  readonly gallery?: string;
  readonly scope?: string;
  readonly credentials?: string;
  readonly users?: string;
  readonly groups?: string | null;
  readonly tail?: string;
  readonly heading?: (step: number, words: string) => string;
}

/** A table of attributes of a person, as most articles have it. */
export const userTable = `   |Attribute|Type|Supported for filtering|
   |---|---|---|
   |userName|String|&check;|
   |active|Boolean||
   |emails[type eq "work"].value|String||`;

/** A table of attributes of a group. */
export const groupTable = `   |Attribute|Type|Supported for filtering|
   |---|---|---|
   |displayName|String|&check;|
   |members|Reference||`;

const usualCapabilities = (name: string): readonly string[] => [
  `Create users in ${name}`,
  `Remove users in ${name} when they no longer need it`,
  `Keep attributes of users synchronized between Microsoft Entra ID and ${name}`,
];

const numbered = (step: number, words: string): string => `## Step ${step}: ${words}`;

/** Takes what differs; gives an article of the six-step template. */
export function writeArticle(parts: ArticleParts): string {
  const { name, heading = numbered, groups = null } = parts;
  const list = parts.capabilities === undefined ? usualCapabilities(name) : parts.capabilities;
  return [
    `---\ntitle: ${parts.title ?? `Configure ${name} for automatic user provisioning with Microsoft Entra ID`}\nms.date: 02/03/2025\n---`,
    `# ${parts.title ?? `Configure ${name} for automatic user provisioning`}`,
    parts.intro ??
      `When configured, Microsoft Entra ID provisions users to [${name}](https://www.${name.toLowerCase().replaceAll(/\W/g, '')}.test) on its own.`,
    ...(list === null
      ? []
      : [`## Capabilities\n> [!div class="checklist"]\n${list.map((one) => `> * ${one}`).join('\n')}`]),
    `## Prerequisites\n\nYou already have the following prerequisites:\n\n${parts.prerequisites ?? `* A Microsoft Entra tenant\n* A user account in ${name} with Admin permissions.`}`,
    `${heading(1, 'Plan your provisioning deployment')}\n1. Read about the service.`,
    `${parts.vendorHeading ?? heading(2, `Configure ${name} to support provisioning`)}\n\n${
      parts.vendor ?? '1. Sign in to the console.\n1. Copy the **Tenant URL** and the **Secret Token**.'
    }`,
    `${heading(3, `Add ${name} from the Microsoft Entra application gallery`)}\n\n${parts.gallery ?? 'Add the application.'}`,
    `${heading(4, 'Define who is in scope for provisioning')}\n\n${parts.scope ?? '* Start small.'}`,
    `${heading(5, `Configure automatic user provisioning to ${name}`)}\n\n1. Browse to **Entra ID** > **Enterprise apps**\n\n1. In the applications list, select **${name}**.\n\n1. Select the **Provisioning** tab.\n\n1. Set the **Provisioning Mode** to **Automatic**.\n\n${
      parts.credentials ??
      `1. Under the **Admin Credentials** section, input your ${name} Tenant URL and Secret Token. Select **Test Connection**.`
    }\n\n1. In the **Notification Email** field, enter an address.\n\n1. Under the **Mappings** section, select **Synchronize Microsoft Entra users to ${name}**.\n\n1. Review the user attributes that are synchronized.\n\n${parts.users ?? userTable}\n${
      groups === null
        ? ''
        : `\n1. Under the **Mappings** section, select **Synchronize Microsoft Entra groups to ${name}**.\n\n1. Review the group attributes that are synchronized.\n\n${groups}\n`
    }\n1. Change the **Provisioning Status** to **On**.`,
    heading(6, 'Monitor your deployment'),
    parts.tail ?? '',
  ].join('\n\n');
}
