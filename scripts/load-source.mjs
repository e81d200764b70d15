import { createServer } from 'vite';
import { projectRoot } from './cli-bundle.mjs';

/** @typedef {(path: string) => Promise<Record<string, unknown>>} Load */

/**
 * Loads TypeScript modules of this project as they stand, without a bundle, and closes the loader again.
 * @template T
 * @param {(load: Load) => Promise<T>} use gets a function that takes a path
 *   from the project's folder ("src/core/…/x.ts") and gives the module's exports
 * @returns {Promise<T>}
 */
export async function withSources(use) {
  const server = await createServer({
    configFile: false,
    root: projectRoot,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    return await use((path) => server.ssrLoadModule(`/${path}`));
  } finally {
    await server.close();
  }
}
