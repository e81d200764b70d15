import { type Catalogue, type Message, messageOf } from '#renderer/strings/catalogue';
import { formats } from './format.ts';

export type MessageKey = keyof Catalogue;

type NamesIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<M> = M extends { readonly other: infer Other } ? NamesIn<Other> | 'count' : NamesIn<M>;
/** Keys of messages without placeholders: those that a table of keys may hold. */
export type PlainKey = { [K in MessageKey]: [NamesOf<Catalogue[K]>] extends [never] ? K : never }[MessageKey];
type ValuesOf<K extends MessageKey> = Readonly<Record<NamesOf<Catalogue[K]>, string | number>>;
type Arguments<K extends MessageKey> = [NamesOf<Catalogue[K]>] extends [never] ? [] : [values: ValuesOf<K>];

/**
 * Takes a key of the catalogue and the values of its placeholders, which the compiler asks for; gives the text. Numbers are
 * written in the person's locale; a message with `one` and `other` is chosen by `count`.
 */
export function text<K extends MessageKey>(key: K, ...[values]: Arguments<K>): string {
  return written(messageOf(key) ?? key, (values ?? {}) as Readonly<Record<string, string | number>>);
}

function written(message: Message, values: Readonly<Record<string, string | number>>): string {
  const form = typeof message === 'string' ? message : message[pluralForm(values.count)];
  return form.replaceAll(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? formats.number(value) : value;
  });
}

const pluralForm = (count: string | number | undefined): 'one' | 'other' =>
  formats.plural(Number(count ?? 0)) === 'one' ? 'one' : 'other';

/** Takes a prefix and a word that a service may have made up; gives the catalogue's text for it, or the word itself. */
export function textOr(prefix: string, word: string): string {
  const message = messageOf(`${prefix}.${word}`);
  return typeof message === 'string' ? message : word;
}
