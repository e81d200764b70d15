/** Numbers, dates and order in the manner of one locale. */
export interface Formats {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** Date and time, short. Gives the text itself where it is no time. */
  readonly dateTime: (iso: string) => string;
  readonly date: (iso: string) => string;
  readonly time: (iso: string) => string;
  /** "3 minutes ago", "in 2 days". */
  readonly relative: (iso: string, now: number) => string;
  /** "1.2 s", "350 ms". */
  readonly duration: (milliseconds: number) => string;
  /** "40 minutes", "1 day": the largest unit that fits. */
  readonly span: (milliseconds: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** Order of texts as people of this locale expect it, numbers in them by value. */
  readonly compare: (left: string, right: string) => number;
  readonly plural: (count: number) => Intl.LDMLPluralRule;
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const timeOf = (iso: string): number => Date.parse(iso);

/** Takes what makes a value; gives what makes it once, when it is first wanted. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Takes a locale, or undefined for that of the system; gives its formats. */
export function createFormats(locale: string | undefined): Formats {
  // Each takes a millisecond or more to make, and a page needs few of them.
  const number = once(() => new Intl.NumberFormat(locale));
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const unit = { style: 'unit', unit: 'second', maximumFractionDigits: 1 } as const;
  const seconds = once(() => new Intl.NumberFormat(locale, unit));
  const milliseconds = once(
    () => new Intl.NumberFormat(locale, { ...unit, unit: 'millisecond', maximumFractionDigits: 0 }),
  );
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const collator = once(() => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));
  const plural = once(() => new Intl.PluralRules(locale));
  const written =
    (format: () => Intl.DateTimeFormat) =>
    (iso: string): string =>
      Number.isNaN(timeOf(iso)) ? iso : format().format(timeOf(iso));
  return {
    number: (value) => number().format(value),
    percent: (share) => percent().format(share),
    dateTime: written(dateTime),
    date: written(date),
    time: written(time),
    relative: (iso, now) => relativeText(relative(), timeOf(iso) - now) ?? iso,
    duration: (value) => (value < 1000 ? milliseconds().format(value) : seconds().format(value / 1000)),
    span: (value) => spanText(locale, value),
    list: (items) => list().format(items),
    compare: (left, right) => collator().compare(left, right),
    plural: (count) => plural().select(count),
  };
}

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

function spanText(locale: string | undefined, milliseconds: number): string {
  const [unit, size] = spans.find(([, each]) => milliseconds >= each && milliseconds % each === 0) ?? ['second', 1000];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(milliseconds / size);
}

function relativeText(format: Intl.RelativeTimeFormat, distance: number): string | null {
  if (Number.isNaN(distance)) return null;
  const [unit, size] = units.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? ['second', 1000];
  return format.format(Math.trunc(distance / size), unit);
}

/** Formats of the person's own locale. */
export const formats: Formats = createFormats(globalThis.navigator?.language);
