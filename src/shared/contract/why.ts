import { z } from 'zod';
import { WhyExplanation } from '#shared/model/why';
import { task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Why a person is provisioned to an application, or is not; nothing here writes. */
export const whyContract = {
  'why.explain': task({
    summary:
      'Why a person is provisioned to an application or is not: each gate in turn, the first that failed, and its fix',
    input: z.strictObject({
      application: ApplicationSelector,
      /** User principal name, mail address, object id or display name; somebody who was deleted too. */
      person: z.string().min(1).max(320),
    }),
    output: WhyExplanation,
  }),
} as const;
