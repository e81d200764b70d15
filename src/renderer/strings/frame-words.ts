import { change } from './en/change.ts';
import { common } from './en/common.ts';
import { home } from './en/home.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/sign-in.ts';

/** Words of the frame and of the pages that a person may see first. */
export const frameWords = { ...common, ...change, ...shell, ...home, ...signIn } as const;
