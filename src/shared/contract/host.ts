import { z } from 'zod';
import { ChosenFile, HostView } from '#shared/model/host';
import { mutation, query } from './define.ts';

/** Procedures about the program around the page. */
export const hostContract = {
  'host.show': query({
    summary: 'What this program is, what it runs on and what it can do here',
    input: z.strictObject({}),
    output: HostView,
  }),
  'host.changeTarget': mutation({
    summary: 'Go over to the demo tenant or to a real one; what runs has to end first',
    input: z.strictObject({ target: HostView.shape.target }),
    output: HostView,
  }),
  'host.diagnostics': query({
    summary: 'Versions, settings and the end of the log as a text to send to whoever helps; it holds no secrets',
    input: z.strictObject({}),
    output: z.strictObject({ name: z.string(), text: z.string() }),
  }),
  'files.choose': mutation({
    summary: 'Ask the person for a configuration file in a window of the system',
    input: z.strictObject({}),
    output: z.strictObject({ file: ChosenFile.nullable() }),
  }),
  'files.read': query({
    summary: 'The text of a file that the person chose',
    input: z.strictObject({ handle: ChosenFile.shape.handle }),
    output: z.strictObject({ name: z.string(), text: z.string() }),
  }),
} as const;
