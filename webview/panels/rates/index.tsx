import { RatesBar } from "../../chrome/rates-bar";
import { binsInView, unitOf } from "../../style/labels";
import { laneHeight } from "../../style/layout";
import { lineColumns } from "../../style/level-of-detail";
import type { Panel } from "../panel";
import { laneSpec } from "./lanes";

/** Height of a lane in a picture. */
const PICTURE_LANE = 64;

/** The rates of the selected neurons over time, one lane per neuron. */
export const rates: Panel = {
  id: "rates",
  title: "Rates",
  hasRoom: ({ layout }) => layout.sizeClass !== "small",
  questions({ lanes, drive }, { range, pixels }) {
    if (lanes.length === 0) return {};
    const columns = lineColumns(range.end - range.start, Math.max(1, Math.round(pixels)));
    const query = { range, columns, neurons: lanes };
    return { rates: { query }, ...(drive && { drive: { query } }) };
  },
  main: "rates",
  subjects: ({ lanes }) => lanes,
  spec: laneSpec,
  height: ({ layout, lanes }, roomBelow) =>
    roomBelow ? laneHeight(roomBelow() - layout.padding, lanes.length) : PICTURE_LANE,
  summary: (scene) =>
    `Rates of ${scene.lanes.length === 1 ? "neuron" : "neurons"} ${scene.lanes.join(", ")}, ${binsInView(scene)}.`,
  controls: (scene, actions) => <RatesBar scene={scene} actions={actions} />,
  inExport: true,
  heading: ({ facts }) => `Rates, ${unitOf(facts.binSize)}`,
  drag: "pan",
  cellAt: (_scene, { bin, subject }) => ({ bin, neuron: subject }),
};
