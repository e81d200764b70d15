import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { type VerdictLook, VerdictMark } from '#renderer/ui/verdict-mark.tsx';
import type { PreflightVerdict } from '#shared/model/preflight';

const looks: Readonly<Record<PreflightVerdict, VerdictLook>> = {
  passed: { icon: 'passed', hue: 'good' },
  failed: { icon: 'failed', hue: 'bad' },
  warning: { icon: 'warning', hue: 'warns' },
  unknown: { icon: 'unknown', hue: 'quiet' },
  skipped: { icon: 'none', hue: 'quiet' },
};

/** Takes the verdict of a check; gives it with icon, word and colour. */
export const PreflightMark = ({ verdict }: { readonly verdict: PreflightVerdict }): ReactElement => (
  <VerdictMark {...looks[verdict]} words={text(`preflight.verdict_${verdict}`)} />
);
