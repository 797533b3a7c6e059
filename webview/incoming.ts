/** What the host tells: the run's snapshots, taken over at most ten times a second while it is computed. */
import type { ToPanel } from "../src/protocol/panel";
import type { Host } from "./host";
import type { Keeper } from "./keeper";
import type { State, Store } from "./store";

/** Milliseconds between drawings of new data. */
const LEAST = 100;

export class Incoming {
  /** Grows with every snapshot that may have other data. */
  revision = 0;
  private waiting: Partial<State> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;

  constructor(private readonly store: Store, private readonly keeper: Keeper, host: Host) {
    for (const message of host.first) this.take(message);
    this.commit();
    host.hear((message) => this.take(message));
  }

  private take(message: ToPanel): void {
    switch (message.type) {
      case "run": {
        if (message.opening !== undefined) this.keeper.open(message.opening);
        this.wait({ name: message.name, snapshot: message.snapshot, gone: null, trouble: null });
        return;
      }
      case "trust": {
        this.store.set({ canSimulate: message.canSimulate });
        return;
      }
      case "gone": {
        this.wait({ name: message.name, gone: message.message });
        return;
      }
      case "answers":
        return;
    }
  }

  private wait(change: Partial<State>): void {
    this.waiting = { ...this.waiting, ...change };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(), Math.max(0, this.last + LEAST - performance.now()));
  }

  private commit(): void {
    clearTimeout(this.timer);
    const change = this.waiting;
    this.waiting = null;
    if (!change) return;
    this.last = performance.now();
    this.revision++;
    this.store.set(change);
  }
}
