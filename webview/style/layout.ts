/** Sizes of the view, in CSS pixels. */

/** Each smaller class leaves something out. */
export type SizeClass = "full" | "narrow" | "small" | "text";

/** Sizes in CSS pixels. */
export interface Layout {
  readonly sizeClass: SizeClass;
  readonly padding: number;
  /** The columns shared by all time plots: left gutter, plot, right margin. */
  readonly gutter: number;
  readonly plot: number;
  readonly margin: number;
  readonly overview: number;
  /** From the overview to the ruler; the brush's edges cross it. */
  readonly funnel: number;
  readonly ruler: number;
}

const OVERVIEW = 58;
/** Height of the title above the overview; inside the plot it would hide the line. */
export const OVERVIEW_TITLE = 15;
const RULER = 20;
const FUNNEL = { zoomed: 25, whole: 6 };

/** The layout of a panel of this width; `whole`: all bins are visible, so there is no zoom to show. */
export function layOut(width: number, whole: boolean): Layout {
  const sizeClass: SizeClass = width < 240 ? "text" : width < 360 ? "small" : width < 640 ? "narrow" : "full";
  const padding = sizeClass === "full" ? 16 : 12;
  const gutter = sizeClass === "full" ? 56 : 48;
  const margin = sizeClass === "full" ? 76 : sizeClass === "narrow" ? 60 : 0;
  return {
    sizeClass,
    padding,
    gutter,
    margin,
    plot: Math.max(40, Math.floor(width - 2 * padding - gutter - margin)),
    overview: OVERVIEW,
    funnel: whole ? FUNNEL.whole : FUNNEL.zoomed,
    ruler: RULER,
  };
}

const LANE = { least: 48, most: 134 };
/** Further lanes scroll. */
const LANES_IN_VIEW = 8;
/** Further lanes are not drawn; the toolbar shows how many. */
export const MOST_LANES = 32;

/** Height of one lane when all lanes share `left` pixels. */
export function laneHeight(left: number, nLanes: number): number {
  const shared = Math.floor(left / Math.min(LANES_IN_VIEW, Math.max(1, nLanes)));
  return Math.min(LANE.most, Math.max(LANE.least, shared));
}

/** Between a plot and its right margin. */
export const MARGIN_GAP = 8;

/** Height below a lane's line, for its spikes. */
export const LANE_SPIKES = 10;
/** Height above a lane's line, so that neighbours do not touch. */
export const LANE_HEAD = 5;
