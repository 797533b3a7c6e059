/** Sizes of the view, in CSS pixels. */

/** How much room there is: each smaller one leaves something out. */
export type Room = "full" | "narrow" | "small" | "text";

export interface Layout {
  readonly room: Room;
  readonly padding: number;
  /** The columns that all time plots share: left gutter, plot, right margin. */
  readonly gutter: number;
  readonly plot: number;
  readonly margin: number;
  readonly overview: number;
  /** From the overview down to the ruler; the brush's edges run across it. */
  readonly funnel: number;
  readonly ruler: number;
}

const OVERVIEW = 58;
/** At the top of the overview: its title, which would hide the line if it stood in the plot. */
export const OVERVIEW_TITLE = 15;
const RULER = 20;
const FUNNEL = { zoomed: 25, whole: 6 };

/** What fits into a panel of this width; `whole`: all bins are in view, so there is nothing to magnify. */
export function layOut(width: number, whole: boolean): Layout {
  const room: Room = width < 240 ? "text" : width < 360 ? "small" : width < 640 ? "narrow" : "full";
  const padding = room === "full" ? 16 : 12;
  const gutter = room === "full" ? 56 : 48;
  const margin = room === "full" ? 76 : room === "narrow" ? 60 : 0;
  return {
    room,
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
/** More lanes than this scroll. */
const LANES_IN_VIEW = 8;
/** More lanes than this are not drawn; the toolbar says how many are left out. */
export const MOST_LANES = 32;

/** Height of one lane when `left` pixels of the panel are left for all. */
export function laneHeight(left: number, nLanes: number): number {
  const shared = Math.floor(left / Math.min(LANES_IN_VIEW, Math.max(1, nLanes)));
  return Math.min(LANE.most, Math.max(LANE.least, shared));
}

/** Between a plot and what stands in its right margin. */
export const MARGIN_GAP = 8;

/** Below the line of a lane: its spikes. */
export const LANE_SPIKES = 10;
/** Above the line of a lane, so that neighbours do not touch. */
export const LANE_HEAD = 5;
