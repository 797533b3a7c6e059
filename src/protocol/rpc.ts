/** A small remote procedure call over any pair of message ports: requests by id, answers that resolve or reject. */

/** One end of a message channel. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Calls `handler` with each message; returns a function that stops it. */
  listen(handler: (message: unknown) => void): () => void;
}

interface Request {
  readonly rpc: "request";
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}
interface Answer {
  readonly rpc: "answer";
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Method = (argument: never) => Promise<unknown>;
/** An interface of methods that take one argument (or none) and return promises. */
export type Methods<T> = { readonly [K in keyof T]: T[K] extends Method | (() => Promise<unknown>) ? T[K] : never };

/** A call that the other side refused, or that can no longer be answered. */
export class RpcError extends Error {
  override name = "RpcError";
}

/** Answers the port's requests by calling `target`; returns a function that stops it. */
export function serve<T extends Methods<T>>(port: Port, target: T): () => void {
  return port.listen((message) => {
    if (!isRequest(message)) return;
    const { id, method, argument } = message;
    const reply = (answer: Omit<Answer, "rpc" | "id">, transfer?: ArrayBuffer[]): void =>
      port.post({ rpc: "answer", id, ...answer }, transfer);
    const refuse = (error: unknown): void => reply({ error: error instanceof Error ? error.message : String(error) });
    const call = (target as Record<string, ((argument: unknown) => Promise<unknown>) | undefined>)[method];
    if (typeof call !== "function" || method in Object.prototype) {
      reply({ error: `no such method: ${method}` });
      return;
    }
    Promise.resolve()
      .then(() => call.call(target, argument))
      .then((value) => reply({ value }, buffersOf(value)))
      .catch(refuse);
  });
}

/** A proxy of the object that the other side serves. `close` rejects pending calls with the reason. */
export function connect<T extends Methods<T>>(port: Port): { readonly remote: T; close(reason: string): void } {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let closed: string | null = null;
  const stop = port.listen((message) => {
    if (!isAnswer(message)) return;
    const waiting = open.get(message.id);
    if (!waiting) return;
    open.delete(message.id);
    if (message.error === undefined) waiting.resolve(message.value);
    else waiting.reject(new RpcError(message.error));
  });
  const ask = (method: string, argument: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed !== null) {
        reject(new RpcError(closed));
        return;
      }
      const id = ++lastId;
      // Throws, and so rejects, when the argument cannot be posted.
      port.post({ rpc: "request", id, method, argument } satisfies Request);
      open.set(id, { resolve, reject });
    });
  return {
    remote: standIn<T>(ask),
    close(reason) {
      closed = reason;
      stop();
      for (const waiting of open.values()) waiting.reject(new RpcError(reason));
      open.clear();
    },
  };
}

/** A proxy whose methods call `ask` with their name and argument, except for the methods in `own`. */
export function standIn<T extends object>(
  ask: (method: string, argument: unknown) => Promise<unknown>,
  own: Partial<T> = {},
): T {
  return new Proxy(own as Record<string, unknown>, {
    get: (target, method) => {
      // Otherwise resolving a promise with the proxy would treat it as a promise.
      if (typeof method !== "string" || method === "then") return undefined;
      return Object.hasOwn(target, method) ? target[method] : (argument?: unknown) => ask(method, argument);
    },
  }) as T;
}

function isRequest(message: unknown): message is Request {
  return (message as Request | null)?.rpc === "request";
}

function isAnswer(message: unknown): message is Answer {
  return (message as Answer | null)?.rpc === "answer";
}

/** Maximum nesting of arrays in answers: `{ trace: { mean } }`. */
const DEPTH = 3;

/** The distinct buffers of an answer's typed arrays, to be transferred. A part of a larger buffer is copied instead. */
function buffersOf(value: unknown, depth = DEPTH): ArrayBuffer[] {
  if (typeof value !== "object" || value === null || depth === 0) return [];
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength ? [buffer] : [];
  }
  if (Array.isArray(value)) return [];
  return [...new Set(Object.values(value).flatMap((part) => buffersOf(part, depth - 1)))];
}
