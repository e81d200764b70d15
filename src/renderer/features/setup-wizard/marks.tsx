import {
  CheckmarkCircle24Filled,
  Info24Regular,
  Person24Regular,
  QuestionCircle24Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { type Look, Mark } from '#renderer/ui/check-mark.tsx';
import type { PrerequisiteState } from '#shared/model/preparation';

const prerequisites: Readonly<Record<PrerequisiteState, Look>> = {
  met: { icon: <CheckmarkCircle24Filled />, hue: 'good' },
  notSeen: { icon: <Info24Regular />, hue: 'info' },
  unknown: { icon: <QuestionCircle24Regular />, hue: 'quiet' },
  person: { icon: <Person24Regular />, hue: 'quiet' },
};

/** Takes what was seen of a prerequisite; gives its mark, with a word for who cannot see it. */
export const PrerequisiteMark = ({ state }: { readonly state: PrerequisiteState }): ReactElement => (
  <Mark {...prerequisites[state]} words={text(`wizard.seen.${state}`)} />
);
