import type { Problem } from "../config/types";
import type { FileStamp } from "../files/stamp";
import type { AnalysisService, ConfigAnalysis, ConfigSource, FitAnalysis, NamedFile, TextRange } from "./analysing";
import { startServiceThread, type ServiceThread } from "./service-thread";

/** A request that takes longer ends its thread. */
const TIMEOUT_MS = 10_000;
/** The same for an aborted request: not at once, since starting a new thread takes time. */
const ABORTED_TIMEOUT_MS = 1000;

/** A thread that analyses configs, one request after the other. It starts with the first request, and again after it ended. */
export interface Analysis {
  /** If the thread fails, the answer is a problem at the config's start. Rejects only when aborted. */
  analyse(config: ConfigSource, signal?: AbortSignal): Promise<ConfigAnalysis>;
  /** The place of the first of these keys (JSON paths) that the config has; null if it has none. */
  keyPlace(config: ConfigSource, keys: readonly Problem["path"][]): Promise<TextRange | null>;
  /** Those of the files that have changed since; none if the thread fails. */
  changed(files: readonly FileStamp[]): Promise<readonly string[]>;
  /** What a saved model of NeMoS says of itself. Rejects with the reason where it cannot be simulated. */
  fit(named: NamedFile): Promise<FitAnalysis>;
  /** The shape of an array file for an argument. Rejects with the reason where it is none of so many axes. */
  arrayShape(named: NamedFile, argument: string, nAxes: number): Promise<readonly number[]>;
  /** Ends the thread for good. Open requests are answered as if it had died. */
  close(): void;
}

/** `timeoutMs` is for tests. */
export function startAnalysis(workerFile: string, timeoutMs = TIMEOUT_MS): Analysis {
  const queue = new RequestQueue(workerFile, timeoutMs);
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
    fit: async (named) => orReject(await queue.ask((remote) => remote.fit(named))),
    arrayShape: async (named, argument, nAxes) =>
      orReject(await queue.ask((remote) => remote.arrayShape({ ...named, argument, nAxes }))).shape,
    close: () => queue.close(),
  };
}

function orReject<T extends object>(answer: T | { readonly problem: string }): T {
  if ("problem" in answer) throw new Error(answer.problem);
  return answer;
}

function unanswered(file: string, why: string): ConfigAnalysis {
  const message = `This config could not be looked through: ${why}`;
  const problem: Problem = { file, line: 1, column: 1, offset: 0, length: 0, severity: "warning", message, path: [] };
  return { problems: [problem], shapes: [], dimensions: null, randomKey: [0, 0], digest: null, files: [] };
}

type Thread = ServiceThread<AnalysisService>;

interface Request {
  /** Sends the request and settles its promise. */
  send(thread: Thread): Promise<void>;
  reject(error: Error): void;
}

/** The waiting requests and the current one. */
class RequestQueue {
  private readonly waiting: Request[] = [];
  private current: Request | null = null;
  private thread: Thread | null = null;
  private closed = false;

  constructor(
    private readonly workerFile: string,
    private readonly timeoutMs: number,
  ) {}

  /** Rejects when the thread ends meanwhile, or the signal is aborted. */
  ask<T>(call: (remote: AnalysisService) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const aborted = (): void => reject(signal?.reason as Error);
      if (signal?.aborted) return aborted();
      const send = async ({ remote, end }: Thread): Promise<void> => {
        const seconds = this.timeoutMs / 1000;
        const tooLong = `it took longer than ${seconds} s and was ended. ${REMEDY}`;
        let timer = setTimeout(() => end(tooLong), this.timeoutMs);
        const start = performance.now();
        const shortenTimeout = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => end(tooLong), ABORTED_TIMEOUT_MS - (performance.now() - start));
        };
        signal?.addEventListener("abort", shortenTimeout);
        await call(remote).then(resolve, reject);
        signal?.removeEventListener("abort", shortenTimeout);
        clearTimeout(timer);
      };
      const request: Request = { send, reject };
      signal?.addEventListener("abort", () => {
        this.remove(request);
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

  private remove(request: Request): void {
    const at = this.waiting.indexOf(request);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  private next(): void {
    if (this.current !== null) return;
    const request = this.waiting.shift();
    if (!request) return;
    if (this.closed) return request.reject(new Error(CLOSED));
    this.current = request;
    this.thread ??= startServiceThread(this.workerFile, { name: "spikeloop analysis" }, whyEnded, (thread) => {
      if (this.thread === thread) this.thread = null;
    });
    void request.send(this.thread).then(() => {
      this.current = null;
      this.next();
    });
  }
}

const CLOSED = "the thread that looks at configs was closed";
const REMEDY =
  "Keep large arrays in .npy files, of which only the beginning is read, and look for a number that is far too large. It is looked at again when it changes.";

function whyEnded(failure: string | null): string {
  return `the thread that looks at configs ${failure === null ? "ended unexpectedly" : `failed: ${failure}`}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
