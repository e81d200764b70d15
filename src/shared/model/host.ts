import { z } from 'zod';

/** The program around the page. */
export const HostView = z.strictObject({
  kind: z.enum(['electron', 'loopback', 'commandLine']),
  /** Version of the product. */
  version: z.string(),
  /** Operating system and its version. */
  system: z.string(),
  /** What the product runs on, with versions: Node, Electron, Chromium. */
  components: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  /** `demo`: a tenant inside the program; `tenant`: a real one, or one that a file describes. */
  target: z.enum(['demo', 'tenant']),
  /** Whether `host.changeTarget` can be called here. */
  canChangeTarget: z.boolean(),
  /** Whether the program can ask for files in a window of the system; where not, a page uses the browser's own. */
  canChooseFiles: z.boolean(),
});
export type HostView = z.infer<typeof HostView>;

/** A file that a person chose; `handle` is worth nothing outside this process. */
export const ChosenFile = z.strictObject({
  handle: z.string().regex(/^file_[A-Za-z0-9-]{16,64}$/),
  name: z.string(),
});
export type ChosenFile = z.infer<typeof ChosenFile>;
