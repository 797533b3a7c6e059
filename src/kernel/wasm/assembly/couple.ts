/**
 * Adds the effect of one bin's spikes to eta of the next W bins, for some tiles of receivers.
 *
 * The ring holds, tile by tile of 16 receivers, eta of W bins and of as many more as it may slide. So a spike's whole
 * effect on a tile is written in one sweep through memory that fits the first-level cache.
 */
import { convolveInto } from "./convolve";
import { ringAt, ringTile, scatterUpTo, TILE } from "./memory";
import { project } from "./project";
import { scatter } from "./scatter";
import { listSenders } from "./senders";

/** Commits the spikes of bin `bin` of the block, whose eta was in row `row`, to the rows after it. */
export function couple(bin: i32, row: i32, firstTile: i32, lastTile: i32): void {
  spread(listSenders(bin), row, firstTile, lastTile);
}

/** Spreads the first `nSenders` entries of the list: by the way that is cheaper for so many, chosen by `planKernel`. */
export function spread(nSenders: i32, row: i32, firstTile: i32, lastTile: i32): void {
  if (nSenders === 0) return;
  if (nSenders <= scatterUpTo) {
    for (let s = 0; s < nSenders; s++) scatter(s, row, firstTile, lastTile);
    return;
  }
  project(0, nSenders, firstTile, lastTile);
  for (let tile = firstTile; tile < lastTile; tile++) convolveInto(ringAt + <usize>tile * ringTile + <usize>(row + 1) * TILE, tile);
}
