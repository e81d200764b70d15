/** What the preload script exposes to the page; absent where the page is opened in an ordinary browser. */
export interface Bridge {
  readonly electronVersion: string;
}

declare global {
  interface Window {
    readonly bridge?: Bridge;
  }
}
