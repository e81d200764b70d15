/** Signals with which a person or the system ends a program. */
export type Interrupt = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/**
 * Takes signals and a listener, which alone hears them from now on; gives what ends that, after which they end the process.
 * The settings' library listens too, as soon as it is loaded, and sends each signal once more to end the process at once;
 * what it has to clean up it also cleans up when the process exits.
 */
export function hearInterrupts(signals: readonly Interrupt[], listener: () => void): () => void {
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, listener);
  }
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
