import type { CustomCloud } from '#platform/clouds';

/** What the measured program is told. */
export interface ArchiveWork {
  readonly endpoints: CustomCloud;
  readonly administrator: string;
  /** A folder of its own. */
  readonly folder: string;
  /** The tenant's time, milliseconds since 1970. */
  readonly now: number;
  readonly passes: number;
}

/** What it measured, pass by pass; milliseconds and bytes. */
export interface Measured {
  /** A plain loop of fetch and JSON.parse over the whole log. */
  readonly plain: number[];
  /** The program's own way over the same pages. */
  readonly own: number[];
  readonly archived: {
    readonly rows: number;
    readonly ms: number;
    readonly cpuMs: number;
    /** Most memory between row 50,000 and 100,000, and between 150,000 and 200,000. */
    readonly early: number;
    readonly late: number;
  }[];
}
