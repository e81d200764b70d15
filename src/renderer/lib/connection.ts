import { create } from 'zustand';

/** Whether the program behind the page still answers. */
export const useConnection = create<{ readonly lost: boolean }>(() => ({ lost: false }));

/** Notes that the program behind the page is gone, or does not know the page any more. */
export const noteConnectionLost = (): void => useConnection.setState({ lost: true });
