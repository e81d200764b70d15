import type { Plan } from '#shared/model/plan';

/**
 * Takes a plan; gives what has to be typed before it is carried out: how many people lose their accounts, or, where nobody
 * knows, the name of the application; null = nothing. Pure.
 */
export function textToType({ steps, application }: Plan): string | null {
  const counts = steps.flatMap(({ confirmation }) =>
    confirmation?.kind === 'deprovisions' ? [confirmation.count] : [],
  );
  if (counts.length === 0) return null;
  return counts.includes(null) ? application : String(Math.max(...counts.map(Number)));
}
