import { EditorView } from '@codemirror/view';
import { tokens } from '@fluentui/react-components';

/** The colours of the page, so that light, dark and high contrast need nothing of their own. */
export const editorTheme = EditorView.theme({
  '&': {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase300,
    minHeight: '96px',
    maxHeight: '240px',
  },
  '&.cm-focused': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: tokens.fontFamilyMonospace, lineHeight: '1.5', overflow: 'auto' },
  '.cm-line': { padding: '0 12px' },
  '.cm-content': { caretColor: tokens.colorNeutralForeground1, padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: tokens.colorNeutralForeground1 },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground, ::selection': {
    backgroundColor: `${tokens.colorBrandBackground2Pressed} !important`,
  },
  '.cm-tooltip': {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    zIndex: 10,
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: 1 },
  '.cm-completionInfo': { maxWidth: '320px', padding: '6px 8px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: tokens.fontWeightSemibold },
  '.cm-problem-error': {
    textDecoration: `underline wavy ${tokens.colorStatusDangerForeground3}`,
    textUnderlineOffset: '3px',
  },
  '.cm-problem-warning': {
    textDecoration: `underline dotted ${tokens.colorStatusWarningForeground3}`,
    textUnderlineOffset: '3px',
  },
  '.cm-piece-text': { color: tokens.colorPaletteGreenForeground2 },
  '.cm-piece-attribute': { color: tokens.colorPaletteBerryForeground2 },
  '.cm-piece-number': { color: tokens.colorPaletteMarigoldForeground2 },
  '.cm-piece-function': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  '.cm-piece-word': { color: tokens.colorNeutralForeground1 },
});
