/** Browsers cut elements that are higher than some ten million pixels, and a million rows are. */
const tallest = 8_000_000;

/** A list of rows of one height in a frame that scrolls; all lengths in pixels. */
export interface ScrollFrame {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of the frame. */
  readonly seen: number;
}

/** Takes a frame; gives the height of what scrolls in it. Pure. */
export const heightOf = ({ count, rowHeight }: ScrollFrame): number => Math.min(count * rowHeight, tallest);

/** How many pixels of rows a pixel of the scroll bar stands for. */
const scaleOf = (frame: ScrollFrame): number => {
  const bar = heightOf(frame) - frame.seen;
  const rows = frame.count * frame.rowHeight - frame.seen;
  return bar <= 0 ? 1 : Math.max(1, rows / bar);
};

/** Takes a frame and where its scroll bar stands; gives how many pixels of rows are above. Pure. */
export const offsetAt = (frame: ScrollFrame, scrollTop: number): number => clamp(frame, scrollTop * scaleOf(frame));

/** Takes a frame and how many pixels of rows are above; gives where its scroll bar stands. Pure. */
export const scrollTopAt = (frame: ScrollFrame, offset: number): number => clamp(frame, offset) / scaleOf(frame);

/** Takes a frame and an offset; gives the offset within the rows. Pure. */
export const clamp = ({ count, rowHeight, seen }: ScrollFrame, offset: number): number =>
  Math.min(Math.max(0, offset), Math.max(0, count * rowHeight - seen));

/** Takes a frame, an offset and how many rows more are drawn on both sides; gives the first and the last row. Pure. */
export function rowsAt(
  frame: ScrollFrame,
  offset: number,
  more: number,
): { readonly first: number; readonly last: number } {
  const { count, rowHeight, seen } = frame;
  const first = Math.max(0, Math.floor(offset / rowHeight) - more);
  return { first, last: Math.min(count - 1, Math.ceil((offset + seen) / rowHeight) + more) };
}

/** Takes a frame, an offset and a row; gives the offset at which the row is seen whole, the same where it is. Pure. */
export function offsetShowing(frame: ScrollFrame, offset: number, row: number): number {
  const { rowHeight, seen } = frame;
  const top = row * rowHeight;
  if (top < offset) return clamp(frame, top);
  return top + rowHeight > offset + seen ? clamp(frame, top + rowHeight - seen) : offset;
}
