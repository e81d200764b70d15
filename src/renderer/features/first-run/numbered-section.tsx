import type { ReactElement, ReactNode } from 'react';
import { Section } from '#renderer/ui/section.tsx';

interface NumberedSectionProps {
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

/** Takes a number and a title; gives one step of the three. */
export const NumberedSection = ({ number, title, description, children }: NumberedSectionProps): ReactElement => (
  <Section title={`${number}. ${title}`} {...(description === undefined ? {} : { description })}>
    {children}
  </Section>
);
