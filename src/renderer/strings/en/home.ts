/** Words of the home page that stand there at once; those of its board are in `fleet`. */
export const home = {
  'home.title': 'Home',
  'home.description': 'Every application of this tenant that provisions people, what needs you first.',
  'home.setUp': 'Set up an application',
  'home.applications': 'Applications',
  'home.noCycle': 'None yet',
} as const;
