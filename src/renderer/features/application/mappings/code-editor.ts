import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { ExpressionDiagnostic, ExpressionFunction } from '#shared/model/mappings';
import { editorTheme } from './editor-theme.ts';
import { piecesOf } from './highlight.ts';

/** What an editor is opened with. */
export interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly expression: string;
  readonly label: string;
  /** Lets style sheets in: the page's own nonce. */
  readonly nonce: string;
  readonly functions: () => readonly ExpressionFunction[];
  readonly attributes: () => readonly string[];
  readonly onChange: (expression: string) => void;
  readonly onLeave: () => void;
}

/** An open editor. */
export interface CodeEditor {
  readonly show: (diagnostics: readonly ExpressionDiagnostic[]) => void;
  /** Puts a text in the place of a part, as a quick fix does. */
  readonly replace: (place: { readonly offset: number; readonly length: number }, text: string) => void;
  readonly focus: () => void;
  readonly close: () => void;
}

const marks = (view: EditorView): DecorationSet =>
  Decoration.set(
    piecesOf(view.state.doc.toString()).map(
      ({ from, to, kind }): Range<Decoration> => Decoration.mark({ class: `cm-piece-${kind}` }).range(from, to),
    ),
  );

const highlighting = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marks(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = marks(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const shown = StateEffect.define<readonly ExpressionDiagnostic[]>();

/** What is wrong is underlined where it is; an empty place is shown by the character before it. */
const underlines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const effect = transaction.effects.find((one) => one.is(shown));
    if (effect === undefined) return before.map(transaction.changes);
    const { length } = transaction.state.doc;
    const ranges = effect.value.flatMap(({ offset, length: size, severity }): Range<Decoration>[] => {
      const to = Math.min(Math.max(offset + size, 1), length);
      const from = Math.min(offset, to - 1);
      return from < 0 || from >= to ? [] : [Decoration.mark({ class: `cm-problem-${severity}` }).range(from, to)];
    });
    return Decoration.set(ranges, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Typed text goes into the document here and not through the browser's own editing, which keeps the look of what it replaces in style
 * attributes, and the page's security policy refuses those.
 */
const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || event.isComposing) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

/** Attributes after a bracket, functions where a word begins. */
function completions({ functions, attributes }: CodeEditorOptions) {
  return (context: CompletionContext): CompletionResult | null => {
    const bracket = context.matchBefore(/\[[^\]"]*/);
    if (bracket !== null)
      return {
        from: bracket.from,
        options: attributes().map((name) => ({ label: `[${name}]`, type: 'variable' })),
        validFor: /^\[[^\]"]*$/,
      };
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{Nd}_]*/u);
    if (word === null && !context.explicit) return null;
    return {
      from: word?.from ?? context.pos,
      options: [
        ...functions().map(({ name, signature, description }) => ({
          label: name,
          apply: `${name}(`,
          detail: signature.slice(name.length),
          info: description,
          type: 'function',
        })),
        ...(context.explicit ? attributes().map((name) => ({ label: `[${name}]`, type: 'variable' })) : []),
      ],
      validFor: /^[\p{L}\p{Nd}_]*$/u,
    };
  };
}

/** What is written would be lost if Escape, meant for the list of completions, closed the form around the editor. */
const keepsDialog = { key: 'Escape', run: () => true };

/** Takes an element and the expression; opens an editor in it. Tab leaves it, so that it is no trap for the keyboard. */
export function openCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { parent, expression, label, nonce, onChange, onLeave } = options;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: expression,
      extensions: [
        EditorView.cspNonce.of(nonce),
        editorTheme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        history(),
        typing,
        EditorView.domEventHandlers({ blur: onLeave }),
        highlighting,
        underlines,
        autocompletion({ override: [completions(options)], icons: false }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap, keepsDialog]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  const within = (offset: number): number => Math.max(0, Math.min(offset, view.state.doc.length));
  return {
    show: (diagnostics) => view.dispatch({ effects: shown.of(diagnostics) }),
    replace: ({ offset, length }, text) => {
      view.dispatch({ changes: { from: within(offset), to: within(offset + length), insert: text } });
      view.focus();
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
