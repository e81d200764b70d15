/**
 * `npm ci` refuses a lock that does not hold every optional package which some package names, for any system. A registry
 * that lacks the builds for Windows or macOS makes npm write such a lock without a word, and it only fails elsewhere.
 * @param {{ packages?: Record<string, { optionalDependencies?: Record<string, string> }> }} lock package-lock.json
 * @returns {string[]} "package -> optional package@range" for each one that is missing
 */
export function missingFromLock(lock) {
  const packages = lock.packages ?? {};
  return Object.entries(packages).flatMap(([place, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isInstalledFor({ packages, place, name }))
      .map(([name, range]) => `${place || 'this project'} -> ${name}@${range}`),
  );
}

/**
 * Whether Node, looking upwards from `place`, finds `name`.
 * @param {{ packages: Record<string, unknown>, place: string, name: string }} where
 */
function isInstalledFor({ packages, place, name }) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (Object.hasOwn(packages, `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)) return true;
    if (folder === '') return false;
  }
}
