import { formats } from './format.ts';

/** Takes a duration as ISO 8601 writes it, for example `PT40M`; gives its milliseconds, null where it is none. Pure. */
export function millisecondsOf(duration: string): number | null {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (parts === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Takes a duration as ISO 8601 writes it; gives it in words, or as it is. */
export function intervalText(duration: string): string {
  const milliseconds = millisecondsOf(duration);
  return milliseconds === null ? duration : formats.span(milliseconds);
}
