import { type RefObject, useEffect, useRef, useState } from 'react';
import { clamp, heightOf, offsetAt, rowsAt, type ScrollFrame, scrollTopAt } from './scaled-scroll.ts';

/** A frame in which a list of any length scrolls. */
export interface LongScroll {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly scroll: ScrollFrame;
  /** Pixels of rows above what is seen. */
  readonly offset: number;
  readonly first: number;
  readonly last: number;
  readonly moveTo: (offset: number) => void;
  readonly onScroll: () => void;
}

interface LongList {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of what stays above the rows. */
  readonly headHeight: number;
  /** Rows drawn above and below what is seen. */
  readonly overscan: number;
}

/** Takes how many rows of which height there are; gives the frame for them and which of them are drawn. */
export function useLongScroll({ count, rowHeight, headHeight, overscan }: LongList): LongScroll {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(600);
  const [wanted, setWanted] = useState(0);
  const scroll = { count, rowHeight, seen };
  const offset = clamp(scroll, wanted);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSeen(Math.max(rowHeight, element.clientHeight - headHeight)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight, headHeight]);
  const moveTo = (to: number): void => {
    setWanted(to);
    if (frame.current !== null) frame.current.scrollTop = scrollTopAt(scroll, to);
  };
  useEffect(() => {
    const element = frame.current;
    if (element === null || heightOf(scroll) === count * rowHeight) return undefined;
    // The bar of a very long list is coarse: a turn of the wheel moves rows, and the bar after them.
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * rowHeight : event.deltaY;
      moveTo(clamp(scroll, offset + pixels));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  });
  const onScroll = (): void => {
    const top = frame.current?.scrollTop ?? 0;
    // What was moved by keyboard or wheel stands between two pixels of the bar; only who moved the bar moves the rows.
    if (Math.abs(top - scrollTopAt(scroll, offset)) > 1) setWanted(offsetAt(scroll, top));
  };
  return { frame, scroll, offset, ...rowsAt(scroll, offset, overscan), moveTo, onScroll };
}
