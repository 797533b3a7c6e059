import { EXIT } from "./exit-codes";

/** Turns signals that end the process (Ctrl-C, a closed terminal, a shutdown) into an abort. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** From now on the first signal aborts and a second quits at once; before, the first one quits. */
  arm(): void;
  disarm(): void;
}

/** Windows has SIGINT, SIGHUP (window closed) and SIGBREAK of them. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"] as const;

/** Signals so soon after the first (milliseconds) are duplicates: npx and shells pass on what the system has sent already. */
const DUPLICATE_MS = 250;

export function stopOnInterrupt(onStop: () => void): Interrupt {
  const controller = new AbortController();
  let first = 0;
  const handle = (): void => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort();
      onStop();
    } else if (performance.now() - first > DUPLICATE_MS) process.exit(EXIT.interrupted);
  };
  return {
    signal: controller.signal,
    arm() {
      // Each run arms it, and a signal must be handled once.
      this.disarm();
      SIGNALS.forEach((name) => process.on(name, handle));
    },
    disarm: () => SIGNALS.forEach((name) => process.off(name, handle)),
  };
}
