/** The only module that knows that the view lives in VS Code: its API, its messages, its nonce. */
import { makeCodec } from "../../src/protocol/codec";
import type { FromPanel, ToPanel } from "../../src/protocol/panel";
import type { Port } from "../../src/protocol/rpc";

interface VsCodeApi {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Kept while the view is hidden and its page thrown away. */
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface Host extends Port {
  /** The host's first messages, where they came with the page. */
  readonly firstMessages: readonly ToPanel[];
  /** Posts one of the view's own messages. */
  send(message: FromPanel): void;
  /** Calls back with the host's own messages (answers and requests of the RPC pass by). */
  onMessage(handler: (message: ToPanel) => void): void;
}

/** Connects to VS Code; to be called once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const listen = (handler: (message: unknown) => void): (() => void) => {
    const receive = (event: MessageEvent<unknown>): void => handler(event.data);
    window.addEventListener("message", receive);
    return () => window.removeEventListener("message", receive);
  };
  return {
    firstMessages: takeFirstMessages(api),
    post: (message, transfer) => api.postMessage(message, transfer),
    listen,
    send: (message) => api.postMessage(message),
    onMessage: (handler) => {
      listen((message) => {
        if (isOwn(message)) handler(message);
      });
    },
  };
}

/** A page that comes back from being hidden is the same text once more, and the run may have gone on: then its messages are old. */
function takeFirstMessages(api: VsCodeApi): readonly ToPanel[] {
  const first = document.getElementById("first")?.textContent;
  const page = nonce();
  if (!first || api.getState() === page) return [];
  api.setState(page);
  return makeCodec().decode(first) as ToPanel[];
}

/** The page's own nonce, which the host wrote into a meta element. */
function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? "";
}

/** Puts a style sheet into the page, with the nonce that the host's content security policy asks for. */
export function addStyles(css: string): void {
  const style = document.createElement("style");
  style.nonce = nonce();
  style.textContent = css;
  document.head.append(style);
}

function isOwn(message: unknown): message is ToPanel {
  const type = (message as { type?: unknown } | null)?.type;
  return type === "run" || type === "grown" || type === "trust" || type === "gone";
}
