import { z } from 'zod';
import { ServicePrincipalId } from '#shared/model/ids';
import { events } from './events.ts';

/** What a person chose in the menu of the system; the page carries it out. */
export const menuCommands = ['search', 'settings', 'about', 'signOut', 'shortcuts'] as const;
export const MenuCommand = z.enum(menuCommands);
export type MenuCommand = z.infer<typeof MenuCommand>;

/** Topic → payload of what a host tells its page beside what core tells. Each one moves the page and starts nothing. */
export const hostEvents = {
  'navigation.requested': z.strictObject({ servicePrincipalId: ServicePrincipalId }),
  'menu.chosen': z.strictObject({ command: MenuCommand }),
} as const;

type Schemas = typeof hostEvents;
export type HostEvent = {
  [T in keyof Schemas]: { readonly topic: T; readonly payload: z.infer<Schemas[T]> };
}[keyof Schemas];

/** Everything that crosses from a host to its page without being asked. */
export const PageEvent = z.discriminatedUnion('topic', [
  z.strictObject({ topic: z.literal('task.progressed'), payload: events['task.progressed'] }),
  z.strictObject({ topic: z.literal('task.ended'), payload: events['task.ended'] }),
  z.strictObject({ topic: z.literal('fleet.turnedBad'), payload: events['fleet.turnedBad'] }),
  z.strictObject({ topic: z.literal('secrets.due'), payload: events['secrets.due'] }),
  z.strictObject({ topic: z.literal('navigation.requested'), payload: hostEvents['navigation.requested'] }),
  z.strictObject({ topic: z.literal('menu.chosen'), payload: hostEvents['menu.chosen'] }),
]);
export type PageEvent = z.infer<typeof PageEvent>;
