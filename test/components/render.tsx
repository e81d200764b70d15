import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { Api, Client } from '#renderer/lib/api';
import { ClientContext } from '#renderer/lib/client-context';
import { createQueryClient } from '#renderer/lib/query-client';
import { themeOf } from '#renderer/lib/theme';
import { fetchPageWords } from '#renderer/strings/catalogue';
import type { Path } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';

declare global {
  /** React asks for it before it lets a test wait for what it draws. */
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
// In the console they come with the first page beside the frame.
await fetchPageWords();
// Nothing moves here: an animation of this environment that is cancelled is an error that nobody hears.
Reflect.deleteProperty(Element.prototype, 'animate');

/** Answers of core, by path; a call that a test does not expect is an error. */
export type Answers = { readonly [P in Path]?: (input: never) => Result<unknown> | Promise<Result<unknown>> };

/** A client that is a plain object, and the calls that were made over it. */
export interface FakeClient {
  readonly client: Client;
  readonly calls: readonly { readonly path: string; readonly input: unknown }[];
}

/** Takes answers; gives the client. A task answers with its outcome. */
export function fakeClient(answers: Answers): FakeClient {
  const calls: { path: string; input: unknown }[] = [];
  const call = async (path: string, input: unknown): Promise<Result<unknown>> => {
    calls.push({ path, input });
    const answer = answers[path as Path] as
      | ((input: unknown) => Result<unknown> | Promise<Result<unknown>>)
      | undefined;
    if (answer === undefined) throw new Error(`Nobody expected ${path}.`);
    return answer(input);
  };
  const api = new Proxy({} as Api, { get: (_, path) => (input: unknown) => call(String(path), input) });
  const runTask = ((path: string, input: unknown) => call(path, input)) as Client['runTask'];
  return { client: { api, runTask, subscribe: () => () => undefined }, calls };
}

/** What a test sees of a component. */
export interface Rendered {
  /** Draws it anew, as its parent would. */
  redraw(element: ReactElement): Promise<void>;
  /** Everything on the page, also what lies over it. */
  text(): string;
  one<E extends Element = HTMLElement>(selector: string): E;
  all(selector: string): readonly HTMLElement[];
  /** The button, link or control with these words. */
  named(words: string | RegExp): HTMLElement;
  click(element: HTMLElement): Promise<void>;
  /** Types as a person does: the element is told, and React hears it. */
  type(element: HTMLInputElement, value: string): Promise<void>;
  press(element: HTMLElement, key: string): Promise<void>;
  /** Submits the form of an element, as Enter does in its fields. */
  submit(element: HTMLInputElement): Promise<void>;
  /** Goes on to another element. */
  leave(element: HTMLElement): Promise<void>;
  /** Waits until something holds. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const controls = 'button, a, [role=tab], [role=radio], [role=checkbox], input';

const labelOf = ({ id }: HTMLElement): string =>
  id === '' ? '' : (document.querySelector(`label[for="${id}"]`)?.textContent ?? '');

const nameOf = (element: HTMLElement): string =>
  [element.getAttribute('aria-label'), element.textContent, labelOf(element)].join(' ').trim();

/** Takes a component and the client around it; draws it. */
export async function render(element: ReactElement, { client }: Pick<FakeClient, 'client'>): Promise<Rendered> {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const queryClient = createQueryClient();
  const draw = (what: ReactElement): Promise<void> =>
    act(async () =>
      root.render(
        <ClientContext value={client}>
          <QueryClientProvider client={queryClient}>
            <FluentProvider theme={themeOf('light')}>{what}</FluentProvider>
          </QueryClientProvider>
        </ClientContext>,
      ),
    );
  const all = (selector: string): readonly HTMLElement[] => [...document.body.querySelectorAll<HTMLElement>(selector)];
  const fits = (words: string | RegExp) => (one: HTMLElement) =>
    typeof words === 'string' ? nameOf(one).includes(words) : words.test(nameOf(one));
  await draw(element);
  return {
    redraw: draw,
    text: () => document.body.textContent ?? '',
    one<E extends Element>(selector: string): E {
      const found = document.body.querySelector<E>(selector);
      if (found === null) throw new Error(`There is no ${selector} in ${document.body.innerHTML}`);
      return found;
    },
    all,
    named(words) {
      const found = all(controls).find(fits(words));
      if (found === undefined) throw new Error(`Nothing is called ${words} in ${document.body.textContent}`);
      return found;
    },
    click: (target) => act(async () => target.click()),
    type: (target, value) =>
      act(async () => {
        // React watches the element's own setter, so the prototype's is called.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, value);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    press: (target, key) =>
      act(
        async () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
      ),
    submit: (target) => act(async () => target.form?.requestSubmit()),
    leave: (target) => act(async () => void target.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))),
    async until(holds) {
      for (let turn = 0; !holds(); turn += 1) {
        if (turn > 200) throw new Error(`It never held: ${document.body.textContent}`);
        await act(async () => new Promise((resolve) => setImmediate(resolve)));
      }
    },
    async close() {
      await act(async () => root.unmount());
      queryClient.clear();
      document.body.replaceChildren();
    },
  };
}
