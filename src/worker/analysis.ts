import { Worker } from "node:worker_threads";
import type { Problem } from "../config/types";
import type { FileStamp } from "../files/stamp";
import { connect } from "../protocol/rpc";
import type { AnalysisService, ConfigAnalysis, ConfigSource, TextRange } from "./analysing";
import { threadPort } from "./port";

/** A request that takes longer never ends, as far as a person is concerned: its thread is ended. */
const LONGEST_MS = 10_000;
/** One whose answer nobody waits for any more is given so much time before its thread is ended, which costs a new one. */
const SUPERSEDED_MS = 1000;

/**
 * A thread that looks at configs, one request after the other. It is started when it is first needed, and again when it was needed after
 * it died, or was ended over a request: those that wait behind are asked of the new one.
 */
export interface Analysis {
  /**
   * What is known of a config without its data. What keeps the thread from telling it is a problem at the config's beginning.
   * Rejects only when it is aborted.
   */
  analyse(config: ConfigSource, signal?: AbortSignal): Promise<ConfigAnalysis>;
  /** Where the first of these keys (JSON paths) is written that the config has; null when it has none of them. */
  keyPlace(config: ConfigSource, keys: readonly Problem["path"][]): Promise<TextRange | null>;
  /** Those of the files that are not any more what they were; none where that cannot be told. */
  changed(files: readonly FileStamp[]): Promise<readonly string[]>;
  /** Ends the thread for good. What is still asked of it is answered as if the thread had died. */
  close(): void;
}

/** `longestMs` is for tests. */
export function startAnalysis(workerFile: string, longestMs = LONGEST_MS): Analysis {
  const queue = new RequestQueue(workerFile, longestMs);
  return {
    analyse: async (config, signal) => {
      try {
        return await queue.ask((remote) => remote.analyse(config), signal);
      } catch (error) {
        signal?.throwIfAborted();
        return unanswered(config.file, messageOf(error));
      }
    },
    keyPlace: (config, keys) => queue.ask((remote) => remote.keyPlace({ config, keys })).catch(() => null),
    changed: (files) => queue.ask((remote) => remote.changed(files)).catch(() => []),
    close: () => queue.close(),
  };
}

function unanswered(file: string, why: string): ConfigAnalysis {
  const message = `This config could not be looked through: ${why}`;
  const problem: Problem = { file, line: 1, column: 1, offset: 0, length: 0, severity: "warning", message, path: [] };
  return { problems: [problem], shapes: [], dimensions: null, randomKey: [0, 0], digest: null, files: [] };
}

interface Thread {
  readonly remote: AnalysisService;
  /** Ends it; what it was asked is rejected with this reason. */
  end(reason: string): void;
}

interface Request {
  /** Asks the thread, and settles what was promised. */
  begin(thread: Thread): Promise<void>;
  reject(error: Error): void;
}

/** The requests that wait for the thread, and the one that it is at. */
class RequestQueue {
  private readonly waiting: Request[] = [];
  private current: Request | null = null;
  private thread: Thread | null = null;
  private closed = false;

  constructor(
    private readonly workerFile: string,
    private readonly longestMs: number,
  ) {}

  /** Rejects when the thread ends over it, or the signal is aborted. */
  ask<T>(call: (remote: AnalysisService) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const aborted = (): void => reject(signal?.reason as Error);
      if (signal?.aborted) return aborted();
      const begin = async ({ remote, end }: Thread): Promise<void> => {
        const seconds = this.longestMs / 1000;
        const tooLong = `it took longer than ${seconds} s and was ended. ${REMEDY}`;
        let timer = setTimeout(() => end(tooLong), this.longestMs);
        const begun = performance.now();
        const hurry = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => end(tooLong), SUPERSEDED_MS - (performance.now() - begun));
        };
        signal?.addEventListener("abort", hurry);
        await call(remote).then(resolve, reject);
        signal?.removeEventListener("abort", hurry);
        clearTimeout(timer);
      };
      const request: Request = { begin, reject };
      signal?.addEventListener("abort", () => {
        this.leave(request);
        aborted();
      });
      this.waiting.push(request);
      this.next();
    });
  }

  close(): void {
    this.closed = true;
    this.thread?.end(CLOSED);
    for (const { reject } of this.waiting.splice(0)) reject(new Error(CLOSED));
  }

  private leave(request: Request): void {
    const at = this.waiting.indexOf(request);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  private next(): void {
    if (this.current !== null) return;
    const request = this.waiting.shift();
    if (!request) return;
    if (this.closed) return request.reject(new Error(CLOSED));
    this.current = request;
    this.thread ??= startThread(this.workerFile, (thread) => {
      if (this.thread === thread) this.thread = null;
    });
    void request.begin(this.thread).then(() => {
      this.current = null;
      this.next();
    });
  }
}

const CLOSED = "the thread that looks at configs was closed";
const REMEDY =
  "Keep large arrays in .npy files, of which only the beginning is read, and look for a number that is far too large. It is looked at again when it changes.";

function startThread(workerFile: string, onEnd: (thread: Thread) => void): Thread {
  const worker = new Worker(workerFile, { name: "spikeloop analysis" });
  const { remote, close } = connect<AnalysisService>(threadPort(worker));
  let reason = "the thread that looks at configs ended unexpectedly";
  const thread: Thread = {
    remote,
    end(why) {
      onEnd(thread);
      close(why);
      void worker.terminate();
    },
  };
  worker.on("error", (error) => (reason = `the thread that looks at configs failed: ${messageOf(error)}`));
  worker.on("exit", () => {
    onEnd(thread);
    close(reason);
  });
  return thread;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
