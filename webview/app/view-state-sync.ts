/** Keeps the view's state with the run: posted a moment after it changed, taken over when the view opens. */
import type { ViewState } from "../../src/protocol/panel";
import { restored } from "./scene-builder";
import { toKeep, type Store } from "./store";

/** Milliseconds without a change before it is kept. */
const DELAY = 120;

export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";
  private scrollTop: number | null = null;

  constructor(
    private readonly store: Store,
    private readonly keep: (state: ViewState) => void,
  ) {
    store.subscribe(() => this.soon());
    window.addEventListener("scroll", () => this.soon(), { passive: true });
    // A tab that is left takes the page with it.
    document.addEventListener("visibilitychange", () => this.now());
  }

  /** Takes over what was kept; null: nothing was. */
  open(kept: ViewState | null): void {
    this.last = JSON.stringify(kept ?? toKeep(this.store.get(), 0));
    if (!kept) return;
    this.scrollTop = kept.scrollTop;
    this.store.set(restored(kept));
  }

  /** Scrolls to where it was, once there is something to scroll. */
  restoreScroll(): void {
    if (this.scrollTop === null) return;
    window.scrollTo(0, this.scrollTop);
    this.scrollTop = null;
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), DELAY);
  }

  private now(): void {
    clearTimeout(this.timer);
    const state = this.store.get();
    if (!state.snapshot) return;
    const kept = toKeep(state, Math.round(window.scrollY));
    const text = JSON.stringify(kept);
    if (text === this.last) return;
    this.last = text;
    this.keep(kept);
  }
}
