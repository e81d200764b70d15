/** Takes the name of an application; gives the name of the file that holds its configuration: safe on every system. Pure. */
export function fileNameOf(application: string): string {
  const plain = application
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain === '' ? 'application' : plain}.provisioning.yaml`;
}
