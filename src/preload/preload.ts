import { contextBridge } from 'electron';

// The only thing the page is told in this version. Calls to the core will go through one fixed channel here.
contextBridge.exposeInMainWorld('bridge', { electronVersion: process.versions.electron });
