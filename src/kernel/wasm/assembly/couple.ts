/**
 * What the spikes of one bin add to eta of the W bins after it, for some tiles of receivers.
 *
 * The ring holds for each tile of 16 receivers the eta of W bins, and as many rows ahead as it may slide, one after the other:
 * tile by tile, all of a spike's effect is written in one sweep through memory that stays in the first-level cache.
 */
import { convolve } from "./convolve";
import { filterRow, filtersAt, nNeurons, nTiles, ringAt, ringTile, scatterUpTo, TILE, windowSize } from "./memory";
import { project } from "./project";
import { countOf, listOne, listSenders, sender } from "./senders";

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
  project(nSenders, firstTile, lastTile);
  for (let tile = firstTile; tile < lastTile; tile++) convolve(tile, row);
}

/** Adds the filters of one sender, worked out beforehand, to the ring: W * N multiply-adds. */
function scatter(s: i32, row: i32, firstTile: i32, lastTile: i32): void {
  const count = countOf(s);
  const length = <usize>windowSize * TILE;
  let filter = filtersAt + <usize>sender(s) * filterRow + <usize>firstTile * length;
  for (let tile = firstTile; tile < lastTile; tile++) {
    let ring = ringAt + <usize>tile * ringTile + <usize>(row + 1) * TILE;
    for (const end = filter + length; filter < end; filter += TILE, ring += TILE) {
      addRow(ring, filter, count);
    }
  }
}

// @ts-expect-error: decorator
@inline
function addRow(ring: usize, filter: usize, count: v128): void {
  v128.store(ring, f32x4.add(v128.load(ring), f32x4.mul(count, v128.load(filter))));
  v128.store(ring, f32x4.add(v128.load(ring, 16), f32x4.mul(count, v128.load(filter, 16))), 16);
  v128.store(ring, f32x4.add(v128.load(ring, 32), f32x4.mul(count, v128.load(filter, 32))), 32);
  v128.store(ring, f32x4.add(v128.load(ring, 48), f32x4.mul(count, v128.load(filter, 48))), 48);
}

/** Works out every sender's filters: what one spike of it adds to the W bins after it, into an empty ring. */
export function makeFilters(): void {
  const length = <usize>windowSize * TILE;
  for (let j = 0; j < nNeurons; j++) {
    listOne(j);
    project(1, 0, nTiles);
    for (let tile = 0; tile < nTiles; tile++) {
      const ring = ringAt + <usize>tile * ringTile;
      convolve(tile, -1);
      memory.copy(filtersAt + <usize>j * filterRow + <usize>tile * length, ring, length);
      memory.fill(ring, 0, length);
    }
  }
}
