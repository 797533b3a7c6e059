import { whole } from "../../../src/text/numbers";
import { binsInView } from "../../style/labels";
import { lineColumns } from "../../style/level-of-detail";
import type { Panel } from "../panel";
import { overviewSpec } from "./overview";

/** The population rate of the whole run, and the visible part of it. */
export const overview: Panel = {
  id: "overview",
  title: "Overview",
  questions({ facts, layout }) {
    const pixels = (layout.plot * facts.binsDone) / facts.nTimeBins;
    const columns = lineColumns(facts.binsDone, Math.max(1, Math.round(pixels)));
    return { population: { query: { range: { start: 0, end: facts.binsDone }, columns } } };
  },
  main: "population",
  spec: overviewSpec,
  height: ({ layout }) => layout.overview + layout.funnel,
  summary: (scene) => `Overview, population rate of ${whole(scene.bins)} bins, ${binsInView(scene)} in view.`,
  inExport: true,
  drag: "brush",
};
