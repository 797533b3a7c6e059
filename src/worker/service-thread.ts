import { Worker, type WorkerOptions } from "node:worker_threads";
import { connect, type Methods } from "../protocol/rpc";
import { threadPort } from "./port";

/** A worker thread that answers requests by RPC. */
export interface ServiceThread<Service> {
  readonly worker: Worker;
  readonly remote: Service;
  /** Ends the thread; open requests are rejected with the reason. */
  end(reason: string): void;
}

/** Starts a thread. When it ends, by itself too, `onEnd` is called; `whyEnded` words the reason for open requests. */
export function startServiceThread<Service extends Methods<Service>>(
  workerFile: string,
  options: WorkerOptions,
  whyEnded: (failure: string | null) => string,
  onEnd: (thread: ServiceThread<Service>) => void,
): ServiceThread<Service> {
  const worker = new Worker(workerFile, options);
  const { remote, close } = connect<Service>(threadPort(worker));
  let failure: string | null = null;
  let ended = false;
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    onEnd(thread);
    close(reason);
    void worker.terminate();
  };
  const thread = { worker, remote, end };
  worker.on("error", (error) => (failure = error instanceof Error ? error.message : String(error)));
  worker.on("exit", () => end(whyEnded(failure)));
  return thread;
}
