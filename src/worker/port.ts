import type { MessagePort, Worker } from "node:worker_threads";
import type { Port } from "../protocol/rpc";

/** Either end of a worker thread as a port of the RPC. */
export function threadPort(end: Worker | MessagePort): Port {
  return {
    post: (message, transfer = []) => end.postMessage(message, [...transfer]),
    listen(handler) {
      end.on("message", handler);
      return () => void end.off("message", handler);
    },
  };
}
