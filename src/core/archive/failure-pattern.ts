/** Parts of a message that differ from person to person, and what stands for them. The order matters: long ones first. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/[^\s@'"<>()[\]{},;:=]+@[^\s@'"<>()[\]{},;:=]+\.[^\s@'"<>()[\]{},;:=.]+/g, '<address>'],
  [/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?/gi, '<time>'],
  [/'[^']{1,200}'|"[^"]{1,200}"|“[^”]{1,200}”/g, "'…'"],
  [/\b[0-9a-f]{16,}\b/gi, '<id>'],
];

/** An HTTP status says what happened; other numbers say to whom. */
const numbers = /(\bstatus(?: code)?[ :=]*)?\b\d+\b/gi;

const longestPattern = 500;

/**
 * Takes the reason that the service gave; gives what all rows of the same kind share: ids, addresses, times, quoted values and
 * numbers replaced by marks. '' for no reason. Pure.
 */
export function patternOf(reason: string | null): string {
  if (reason === null) return '';
  const marked = parts.reduce((text, [part, mark]) => text.replace(part, mark), reason);
  return marked
    .replace(numbers, (found, status: string | undefined) => (status === undefined ? '<n>' : found))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestPattern);
}
