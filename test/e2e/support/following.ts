import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** What a place on screen said, and when. */
interface Said {
  readonly at: number;
  readonly text: string;
}
type PageWithRecord = typeof globalThis & { spikeloopSaid?: Record<string, Said[]> };

/** How often the places are read, in milliseconds. */
const READ_EVERY_MS = 20;

/** Reads, inside the pages themselves, what is said of a run on screen: each place at each moment, so that moments can be compared. */
export class ScreenRecord {
  private constructor(
    private readonly workbench: Workbench,
    private readonly places: readonly Place[],
  ) {}

  /** Begins to read the places, which are those of the window itself and those of the run view. */
  static async of(workbench: Workbench): Promise<ScreenRecord> {
    const places: Place[] = [
      { name: "notification", selector: ".notification-list-item", inView: false },
      { name: "status bar", selector: "[id$='spikeloop.progress']", inView: false },
      { name: "tree", selector: ".pane-body .monaco-list-row .label-description", inView: false },
      { name: "header", selector: ".header .what", inView: true },
    ];
    const record = new ScreenRecord(workbench, places);
    for (const inView of [false, true]) {
      const selectors = places
        .filter((place) => place.inView === inView)
        .map(({ name, selector }) => [name, selector] as const);
      await record.rootOf(inView).evaluate(
        (_, { read, every }) => {
          const said: NonNullable<PageWithRecord["spikeloopSaid"]> = ((globalThis as PageWithRecord).spikeloopSaid =
            {});
          const look = (): void => {
            for (const [name, selector] of read) {
              const text =
                [...document.querySelectorAll(selector)]
                  .map((element) => element.textContent ?? "")
                  .find((words) => /\d\s*%/.test(words)) ?? "";
              const known = (said[name] ??= []);
              if (known.at(-1)?.text !== text) known.push({ at: performance.timeOrigin + performance.now(), text });
            }
          };
          setInterval(look, every);
          look();
        },
        { read: selectors, every: READ_EVERY_MS },
      );
    }
    return record;
  }

  /** What each place said at this moment of the clock that all pages share. */
  async at(moment: number): Promise<readonly { readonly place: string; readonly text: string }[]> {
    const said = { ...(await this.read(false)), ...(await this.read(true)) };
    return this.places.map(({ name }) => ({
      place: name,
      text: said[name]?.findLast(({ at }) => at <= moment)?.text ?? "",
    }));
  }

  private read(inView: boolean): Promise<NonNullable<PageWithRecord["spikeloopSaid"]>> {
    return this.rootOf(inView).evaluate(() => (globalThis as PageWithRecord).spikeloopSaid ?? {});
  }

  private rootOf(inView: boolean): Locator {
    return inView ? this.workbench.runView().frame.locator("body") : this.workbench.page.locator("body");
  }
}

interface Place {
  readonly name: string;
  readonly selector: string;
  readonly inView: boolean;
}

/** When a run had how many bins on disk. */
export class Growth {
  private readonly seen: { readonly at: number; readonly bins: number }[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly runFolder: string) {
    this.timer = setInterval(() => this.look(), READ_EVERY_MS).unref();
  }

  /** Milliseconds for which a bin had been on disk at a moment: how old it was. */
  ageOf(bin: number, moment: number): number {
    const written = this.seen.find(({ bins }) => bins > bin);
    return written === undefined ? 0 : moment - written.at;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const bytes = Buffer.alloc(128);
    try {
      const file = openSync(join(this.runFolder, "spikes.npy"), "r");
      readSync(file, bytes, 0, bytes.length, 0);
      closeSync(file);
    } catch {
      return; // the run has only just begun
    }
    const bins = Number(/'shape': \((\d+),/.exec(bytes.toString("latin1"))?.[1]);
    if (bins !== this.seen.at(-1)?.bins) this.seen.push({ at: Date.now(), bins });
  }
}
