/** The only module that depends on VS Code's webview: its API, messages and nonce. */
import { makeCodec } from "../../src/protocol/codec";
import type { FromPanel, ToPanel } from "../../src/protocol/panel";
import type { Port } from "../../src/protocol/rpc";

interface VsCodeApi {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Survives while the view is hidden and its page is discarded. */
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The connection to the extension host. */
export interface Host extends Port {
  /** The host's first messages, if embedded in the page. */
  readonly firstMessages: readonly ToPanel[];
  /** Posts a message of the view. */
  send(message: FromPanel): void;
  /** Calls back with the host's messages (RPC requests and answers are ignored). */
  onMessage(handler: (message: ToPanel) => void): void;
}

/** Connects to VS Code; call once. */
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

/** A page shown again has the same embedded messages, which are outdated by then. */
function takeFirstMessages(api: VsCodeApi): readonly ToPanel[] {
  const first = document.getElementById("first")?.textContent;
  const page = nonce();
  if (!first || api.getState() === page) return [];
  api.setState(page);
  return makeCodec().decode(first) as ToPanel[];
}

/** The page's nonce, which the host put into a meta element. */
function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? "";
}

/** Adds a style sheet, with the nonce that the host's content security policy requires. */
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
