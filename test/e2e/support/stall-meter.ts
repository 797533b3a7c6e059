import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { root } from "../../../scripts/lib/paths.mjs";
import { eventually } from "./eventually";
import type { Workbench, WorkbenchOptions } from "./workbench";
import type { copyExamples } from "./workspace";

/** After a command, VS Code is busy with the command itself for a moment. */
const SETTLING_MS = 1000;

const WATCHED_EVERY_MS = 5;

/** A time in which the event loop of the extension host did not turn. */
export interface Stall {
  /** Milliseconds since the beginning of the measurement. */
  readonly atMs: number;
  readonly lateMs: number;
  /** How much of it was the host's own work; the rest the machine did not wake it, or gave the processor to others. */
  readonly ownMs: number;
}

export interface Stalls {
  readonly turns: number;
  /** Longest that the machine let a process sleep too long meanwhile that had nothing to do: what any figure here may be off by. */
  readonly machineMs: number;
  /** The longest five, by what is their own. */
  readonly stalls: readonly Stall[];
}

/** A small extension of the tests that measures the event loop of the extension host that Spikeloop lives in. */
export class StallMeter {
  private readonly folder = mkdtempSync(join(tmpdir(), "spikeloop-stalls-"));
  private readonly file = join(this.folder, "stalls.json");
  readonly extension = join(root, "test", "e2e", "support", "stall-meter");
  readonly env = { STALL_METER_FILE: this.file };
  /** Keeps out of the same extension host what VS Code and its own extensions do there: spawning programs, reading certificates. */
  readonly settings = {
    "remote.autoForwardPorts": false,
    "remote.autoForwardPortsSource": "output",
    "git.enabled": false,
    "http.systemCertificates": false,
    "http.proxySupport": "off",
    "npm.autoDetect": "off",
    "typescript.tsserver.automaticTypeAcquisition.enabled": false,
  };

  /** The window on these examples in which it measures; both are removed when it closes. */
  windowOn(examples: ReturnType<typeof copyExamples>, settings: Record<string, unknown> = {}): WorkbenchOptions {
    const forget = (): void => {
      examples.forget();
      this.forget();
    };
    return {
      workspace: examples.folder,
      forget,
      alsoExtensions: [this.extension],
      env: this.env,
      settings: { ...this.settings, ...settings },
    };
  }

  /** Measures while `act` goes on. */
  async during(workbench: Workbench, act: () => Promise<void>): Promise<Stalls> {
    rmSync(this.file, { force: true });
    await workbench.command("Stall Meter: Start");
    await workbench.page.waitForTimeout(SETTLING_MS);
    const stopWatching = watchMachine();
    await act();
    const machineMs = stopWatching();
    await workbench.command("Stall Meter: Stop");
    const seen = await eventually(
      "the meter's figures",
      () => JSON.parse(readFileSync(this.file, "utf8")) as Omit<Stalls, "machineMs">,
    );
    return { ...seen, machineMs };
  }

  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Notes how late the machine wakes this process up, beyond its own work; what is given back ends it and tells the longest. */
function watchMachine(): () => number {
  let longest = 0;
  let last = performance.now();
  let { active } = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.now();
    const use = performance.eventLoopUtilization();
    longest = Math.max(longest, now - last - WATCHED_EVERY_MS - (use.active - active));
    last = now;
    active = use.active;
  }, WATCHED_EVERY_MS);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
