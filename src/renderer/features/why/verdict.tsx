import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { type VerdictLook, VerdictMark } from '#renderer/ui/verdict-mark.tsx';
import type { GateVerdict } from '#shared/model/why';

const looks: Readonly<Record<GateVerdict, VerdictLook>> = {
  passed: { icon: 'passed', hue: 'good' },
  failed: { icon: 'failed', hue: 'bad' },
  unknown: { icon: 'unknown', hue: 'warns' },
  notReached: { icon: 'none', hue: 'quiet' },
};

interface VerdictProps {
  readonly verdict: GateVerdict;
  /** True where only the icon is seen; the word is read all the same. */
  readonly short?: boolean;
}

/** Takes a verdict; gives it with icon, word and colour. */
export const Verdict = ({ verdict, short = false }: VerdictProps): ReactElement => (
  <VerdictMark {...looks[verdict]} words={text(`why.verdict_${verdict}`)} short={short} />
);
