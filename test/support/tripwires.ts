import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, closeSync, constants, existsSync, openSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Files that tell when anybody opens them for reading: pipes, each with a process that waits at its other end. */
export class Tripwires {
  private readonly waiting: ChildProcess[] = [];
  private readonly log: string;

  /** `folder` is where the list of those that were opened is kept. */
  constructor(folder: string) {
    this.log = join(folder, "opened.txt");
    appendFileSync(this.log, "");
  }

  /** Makes one and gives its path. */
  lay(path: string): string {
    execFileSync("mkfifo", [path]);
    // Opening a pipe for writing waits until it is opened for reading.
    this.waiting.push(
      spawn("sh", ["-c", 'exec 3> "$1"; echo "$1" >> "$2"', "sh", path, this.log], { stdio: "ignore" }),
    );
    return path;
  }

  /** Names of those that were opened until now. */
  opened(): string[] {
    return readFileSync(this.log, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((path) => basename(path));
  }

  /** Opens one, as a reader does who does not wait. */
  trip(path: string): void {
    closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
  }

  /** Ends those that still wait. */
  clear(): void {
    for (const process of this.waiting) process.kill("SIGKILL");
  }

  static get possible(): boolean {
    return existsSync("/dev/null");
  }
}
