import { parentPort } from "node:worker_threads";
import { serve } from "../protocol/rpc";
import { threadPort } from "./port";
import { createReadingService } from "./reading-service";

/** A worker thread that reads runs: queries come in by RPC, answers' buffers are moved out. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startReader");
const port = threadPort(parentPort);
serve(
  port,
  createReadingService((progress) => port.post(progress)),
);
