import type { Panel } from "../panel";
import { rulerSpec } from "./ruler";

/** The time axis of the plots below. */
export const ruler: Panel = {
  id: "ruler",
  title: null,
  spec: rulerSpec,
  height: ({ layout }) => layout.ruler,
  inExport: true,
  drag: "span",
};
