import { parentPort } from "node:worker_threads";
import { serve } from "../protocol/rpc";
import { createAnalysisService } from "./analysis-service";
import { threadPort } from "./port";

/** A worker thread that reads configs and the headers of the files that they name. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startAnalysis");
serve(threadPort(parentPort), createAnalysisService());
