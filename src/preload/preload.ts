import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type Bridge, channels } from '#shared/contract/bridge';

// Nothing is checked here: the page and this script are on the same side of the boundary, main is on the other.
const bridge: Bridge = {
  call: (callId, path, input) => ipcRenderer.invoke(channels.call, callId, path, input),
  cancel: (callId) => ipcRenderer.send(channels.cancel, callId),
  onEvent: (listener) => {
    const forward = (_event: IpcRendererEvent, told: unknown): void => listener(told);
    ipcRenderer.on(channels.event, forward);
    return () => void ipcRenderer.removeListener(channels.event, forward);
  },
};
contextBridge.exposeInMainWorld('bridge', bridge);
