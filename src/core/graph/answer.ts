/** An HTTP answer whose body was read whole. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What an answer's text is: JSON, nothing at all, a web page, or something else. */
export type AnswerContent =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'page' }
  | { readonly kind: 'other' };

function parseJson(text: string): AnswerContent {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value };
  } catch {
    return { kind: 'other' };
  }
}

/** Takes an answer; gives its content. Looks at the text itself, since portals and gateways also lie about the type. */
export function contentOf(answer: Answer): AnswerContent {
  const text = answer.text.trim();
  if (text === '') return { kind: 'empty' };
  if (text.startsWith('<')) return { kind: 'page' };
  return parseJson(text);
}
