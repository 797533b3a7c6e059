import { EXIT } from "./exit-codes";

/** Turns Ctrl-C (or SIGTERM) into an abort. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** From now on the first Ctrl-C stops what goes on and the second quits at once; before, the first one quits. */
  arm(): void;
  disarm(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function stopOnInterrupt(onStop: () => void): Interrupt {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onStop();
  };
  return {
    signal: controller.signal,
    arm() {
      // Each run that begins arms it, and a signal is to be handled once.
      this.disarm();
      SIGNALS.forEach((name) => process.on(name, handle));
    },
    disarm: () => SIGNALS.forEach((name) => process.off(name, handle)),
  };
}
