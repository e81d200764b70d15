/** Where the value of a placeholder comes from: a member of the answer to a call. */
export interface Capture {
  readonly name: string;
  /** For example `servicePrincipal.id`. */
  readonly from: string;
}

/** Ids that do not exist yet. The rehearsal works with these values; people read the names in braces. */
export const standIns = {
  servicePrincipalId: '5e7a0000-7ca1-4000-8000-000000000001',
  applicationId: '5e7a0000-7ca1-4000-8000-000000000002',
  appId: '5e7a0000-7ca1-4000-8000-000000000003',
  appRoleId: '5e7a0000-7ca1-4000-8000-000000000004',
  newAppRoleId: '5e7a0000-7ca1-4000-8000-000000000005',
  templateId: 'stand-in-of-template-id',
  jobId: 'stand-in-of-job-id',
} as const;

/** Takes the label of a secret; gives what stands for its value. */
export const secretPlaceholder = (label: string): string => `{secret:${label}}`;

/** Takes a text with stand-ins; gives it with their names in braces. Pure. */
export const withPlaceholders = (text: string): string =>
  Object.entries(standIns).reduce((shown, [name, value]) => shown.replaceAll(value, `{${name}}`), text);

const placeholder = /\{([A-Za-z]+(?::[A-Za-z][A-Za-z0-9_-]*)?)\}/g;
const known = new Set<string>(Object.keys(standIns));

/** Takes a text; gives the names of the placeholders in it, each once. Pure. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(placeholder)]
      .map((match) => match[1] ?? '')
      .filter((name) => known.has(name) || name.startsWith('secret:')),
  ),
];
