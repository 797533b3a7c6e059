import { EXIT } from "./exit-codes";

/** Turns what asks the process to end (Ctrl-C, a terminal that is closed, a shutdown) into an abort. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** From now on the first signal stops what goes on, and a second quits at once; before, the first one quits. */
  arm(): void;
  disarm(): void;
}

/** Windows has SIGINT, SIGHUP (its window is closed) and SIGBREAK of them. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"] as const;

/**
 * Signals that come so soon after the first, in milliseconds, are the same wish: npx passes on a Ctrl-C that the terminal has sent already,
 * and of a terminal that is closed both the system and the shell tell.
 */
const SAME_WISH_MS = 250;

export function stopOnInterrupt(onStop: () => void): Interrupt {
  const controller = new AbortController();
  let first = 0;
  const handle = (): void => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort();
      onStop();
    } else if (performance.now() - first > SAME_WISH_MS) process.exit(EXIT.interrupted);
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
