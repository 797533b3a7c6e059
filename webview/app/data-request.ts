import { PANELS } from "../panels";
import type { Kind, Questions, DataRequest } from "./data";
import { clipRange, lengthOf } from "./run/range";
import type { Scene } from "./scene";

/** The questions whose answers all panels of a scene need at full resolution. */
export function dataRequestOf(scene: Scene, revision: number): DataRequest {
  const { facts, nextRange } = scene;
  return { revision, range: nextRange, bins: facts.binsDone, questions: questionsOf(scene) };
}

function questionsOf(scene: Scene): Questions {
  const { facts, layout, nextRange } = scene;
  const range = clipRange(nextRange, facts.binsDone);
  if (!range || layout.sizeClass === "text") return {};
  const visible = { range, pixels: (layout.plot * lengthOf(range)) / lengthOf(nextRange) };
  const panels = PANELS.filter(({ hasRoom }) => hasRoom?.(scene) ?? true);
  return panels.reduce((all, { questions }) => merge(all, questions?.(scene, visible) ?? {}), {});
}

function merge(all: Questions, more: Questions): Questions {
  for (const kind of Object.keys(more) as Kind[])
    if (all[kind] && JSON.stringify(all[kind]) !== JSON.stringify(more[kind]))
      throw new Error(`Two panels ask different questions of the kind "${kind}"; give one of them a query of its own.`);
  return { ...all, ...more };
}
