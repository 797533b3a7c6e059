import type * as vscode from "vscode";
import { log, messageOf } from "./log";

/** Calls `action` once `trigger` has not been called for `milliseconds`. */
export class Debounced implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly milliseconds: number,
    private readonly action: () => void,
  ) {}

  trigger(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.action, this.milliseconds);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** Runs an action at most every `milliseconds`, never twice at once; triggers meanwhile run it once more. Errors are logged. */
export class Throttled implements vscode.Disposable {
  private state: "idle" | "busy" | "again" = "idle";
  private disposed = false;

  constructor(
    private readonly milliseconds: number,
    private readonly action: () => Promise<void>,
  ) {}

  trigger(): void {
    if (this.disposed) return;
    if (this.state === "idle") void this.run();
    else this.state = "again";
  }

  dispose(): void {
    this.disposed = true;
  }

  private async run(): Promise<void> {
    do {
      this.state = "busy";
      await Promise.all([this.act(), new Promise((resolve) => setTimeout(resolve, this.milliseconds))]);
    } while (this.wantsMore() && !this.disposed);
    this.state = "idle";
  }

  private async act(): Promise<void> {
    try {
      await this.action();
    } catch (error) {
      log().error(messageOf(error));
    }
  }

  private wantsMore(): boolean {
    return this.state === "again";
  }
}
