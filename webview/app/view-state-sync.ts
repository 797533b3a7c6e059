import type { ViewState } from "../../src/protocol/panel";
import { restored } from "./scene-builder";
import { toKeep, type Store } from "./store";

/** Milliseconds without a change before it is posted. */
const DELAY = 120;

/** The host keeps the view's state with the run: it is posted a moment after it changed, and taken over when the view opens. */
export class ViewStateSync {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";
  private scrollTop: number | null = null;

  constructor(
    private readonly store: Store,
    private readonly post: (state: ViewState) => void,
  ) {
    store.subscribe(() => this.postDebounced());
    window.addEventListener("scroll", () => this.postDebounced(), { passive: true });
    // A tab that is left takes the page with it.
    document.addEventListener("visibilitychange", () => this.postNow());
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

  private postDebounced(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.postNow(), DELAY);
  }

  private postNow(): void {
    clearTimeout(this.timer);
    const state = this.store.get();
    if (!state.snapshot) return;
    const kept = toKeep(state, Math.round(window.scrollY));
    const text = JSON.stringify(kept);
    if (text === this.last) return;
    this.last = text;
    this.post(kept);
  }
}
