/** What the page checks of what a host says: errors and events. Data was checked by core. */
export { PageEvent } from '#shared/contract/host-events';
export { WireError } from '#shared/contract/result';
