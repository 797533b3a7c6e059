import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";
import { eventually } from "./eventually";
import type { Workbench } from "./workbench";

/** What the meter saw: the longest time the event loop of the extension host did not turn, and its resident memory at the end. */
export interface Stalls {
  readonly longestMs: number;
  readonly samples: number;
  readonly rssBytes: number;
}

/** A small extension of the tests that measures the event loop of the extension host that Spikeloop lives in. */
export class StallMeter {
  private readonly folder = mkdtempSync(join(tmpdir(), "spikeloop-stalls-"));
  private readonly file = join(this.folder, "stalls.json");
  /** What the server must be started with. */
  readonly extension = join(root, "test", "vscode", "support", "stall-meter");
  readonly env = { STALL_METER_FILE: this.file };

  /** Measures while `act` goes on. */
  async during(workbench: Workbench, act: () => Promise<void>): Promise<Stalls> {
    rmSync(this.file, { force: true });
    await workbench.command("Stall Meter: Start");
    await act();
    await workbench.command("Stall Meter: Stop");
    return eventually("the meter's figures", () => JSON.parse(readFileSync(this.file, "utf8")) as Stalls);
  }

  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
