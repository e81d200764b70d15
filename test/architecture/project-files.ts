import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '#test/support/project-root';

export interface ProjectFile {
  /** From the project's folder, with "/" on every system. */
  readonly path: string;
  readonly text: string;
}

/** Takes a path from the project's folder; gives the file's text. Raises the system's error where there is none. */
export const textOf = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** Takes a folder and the endings wanted; gives every such file under it, or none where there is no such folder. */
export function filesUnder(folder: string, endings: readonly string[]): ProjectFile[] {
  const absolute = join(projectRoot, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(projectRoot, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

const codeEndings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.sh'];

/** Every source file of the program, the tests and the scripts. */
export const sourceFiles = (): ProjectFile[] =>
  ['src', 'test', 'scripts'].flatMap((folder) => filesUnder(folder, codeEndings));
