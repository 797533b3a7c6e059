import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

/** A Python process that times NeMoS when asked. */
export class Nemos {
  private constructor(
    private readonly process: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
    readonly versions: { readonly nemos: string; readonly jax: string },
  ) {}

  static async start(python: string): Promise<Nemos> {
    const child = spawn(python, ["-W", "ignore", "test/bench/time_nemos.py"], { stdio: "pipe" });
    child.stderr.pipe(process.stderr);
    const lines = createInterface(child.stdout);
    const versions = await Promise.race([answer(lines), once(child, "exit").then(() => null)]);
    if (versions === null) throw new Error("Python ended before NeMoS was loaded.");
    return new Nemos(child, lines, versions as { nemos: string; jax: string });
  }

  /** Seconds that one call takes for so many bins of the case in `folder`. */
  async seconds(folder: string, bins: number): Promise<number> {
    const heard = answer(this.lines);
    this.process.stdin.write(`${JSON.stringify({ case: folder, bins })}\n`);
    return ((await heard) as { seconds: number }).seconds;
  }

  stop(): void {
    this.process.stdin.end();
  }
}

async function answer(lines: Interface): Promise<unknown> {
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line);
}
