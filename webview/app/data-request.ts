import { PANELS } from "../panels";
import type { Kind, Questions, Wishes } from "./data";
import { clipRange, lengthOf } from "./run/range";
import type { Scene } from "./scene";

/** What has to be asked so that all panels of a scene can be drawn sharp. */
export function wishesOf(scene: Scene, revision: number): Wishes {
  const { facts, wanted } = scene;
  return { revision, range: wanted, bins: facts.binsDone, questions: questionsOf(scene) };
}

function questionsOf(scene: Scene): Questions {
  const { facts, layout, wanted } = scene;
  const range = clipRange(wanted, facts.binsDone);
  if (!range || layout.sizeClass === "text") return {};
  const visible = { range, pixels: (layout.plot * lengthOf(range)) / lengthOf(wanted) };
  const panels = PANELS.filter(({ hasRoom }) => hasRoom?.(scene) ?? true);
  return panels.reduce((all, { questions }) => merge(all, questions?.(scene, visible) ?? {}), {});
}

function merge(all: Questions, more: Questions): Questions {
  for (const kind of Object.keys(more) as Kind[])
    if (all[kind] && JSON.stringify(all[kind]) !== JSON.stringify(more[kind]))
      throw new Error(`Two panels ask different questions of the kind "${kind}"; give one of them a query of its own.`);
  return { ...all, ...more };
}
