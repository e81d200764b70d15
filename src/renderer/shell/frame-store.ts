import { create } from 'zustand';

/** What of the frame is open. */
interface FrameState {
  readonly collapsed: boolean;
  readonly dialog: 'goTo' | 'shortcuts' | 'signOut' | null;
}

export const useFrame = create<FrameState>(() => ({ collapsed: false, dialog: null }));

/** Opens one dialog of the frame, or closes the open one. */
export const showDialog = (dialog: FrameState['dialog']): void => useFrame.setState({ dialog });

/** Makes the navigation narrow, or wide again. */
export const toggleNavigation = (): void => useFrame.setState(({ collapsed }) => ({ collapsed: !collapsed }));
