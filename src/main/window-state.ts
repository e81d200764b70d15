import { z } from 'zod';

/** A rectangle on the screens, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window was when it was closed last. */
export const WindowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

/** The size that a window has at first, and the smallest one. */
export const firstSize = { width: 1280, height: 800 } as const;
export const smallestSize = { width: 640, height: 480 } as const;

// So much of the title bar has to be on a screen that a person can get hold of it.
const grip = 80;

/**
 * Takes what was kept, if it can be read, and the screens' work areas; gives size and place for a new window. A screen that
 * is no longer there leaves the place to the system, and no window is larger than the largest screen.
 */
export function placeOf(
  kept: unknown,
  screens: readonly Area[],
): { readonly bounds: Partial<Area>; readonly maximized: boolean } {
  const state = WindowState.safeParse(kept);
  if (!state.success) return { bounds: firstSize, maximized: false };
  const { x, y, maximized } = state.data;
  const width = within(state.data.width, smallestSize.width, Math.max(...screens.map((screen) => screen.width)));
  const height = within(state.data.height, smallestSize.height, Math.max(...screens.map((screen) => screen.height)));
  const isVisible = screens.some(
    (screen) =>
      x + width >= screen.x + grip &&
      x <= screen.x + screen.width - grip &&
      y >= screen.y &&
      y <= screen.y + screen.height - grip,
  );
  return { bounds: isVisible ? { x, y, width, height } : { width, height }, maximized };
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
