import type { ViewState } from "../../src/protocol/panel";
import { toKeep, type Store } from "./store";

/** Debounce time of posting, in milliseconds. */
const DEBOUNCE_MS = 120;

/** Posts the view's state to the host after each change, and restores it when the view opens. */
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
    // The page may be disposed of when its tab is hidden.
    document.addEventListener("visibilitychange", () => this.postNow());
  }

  /** Restores the kept state; null: there is none. */
  open(kept: ViewState | null): void {
    this.last = JSON.stringify(kept ?? toKeep(this.store.get(), 0));
    if (!kept) return;
    const { scrollTop, ...chosen } = kept;
    this.scrollTop = scrollTop;
    this.store.set({ ...chosen, follow: kept.range === null });
  }

  /** Restores the scroll position, once the page has its content. */
  restoreScroll(): void {
    if (this.scrollTop === null) return;
    window.scrollTo(0, this.scrollTop);
    this.scrollTop = null;
  }

  private postDebounced(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.postNow(), DEBOUNCE_MS);
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
