/**
 * The strategy for few spikes: adds filters, computed once for each sender and tile, to the ring. W * N multiply-adds
 * per spike.
 */
import { convolveInto } from "./convolve";
import { filterRow, filtersAt, knownAt, nTiles, ringAt, ringTile, TILE, windowSize } from "./memory";
import { project } from "./project";
import { countOf, sender, takeCount } from "./senders";

/** Adds the effect of the `s`th list entry of a bin whose eta was in row `row` of the ring. */
export function scatter(s: i32, row: i32, firstTile: i32, lastTile: i32): void {
  for (let tile = firstTile; tile < lastTile; tile++) {
    addFilter(ringAt + <usize>tile * ringTile + <usize>(row + 1) * TILE, filterOf(s, tile), countOf(s));
  }
}

function addFilter(ring: usize, filter: usize, count: v128): void {
  for (const end = filter + <usize>windowSize * TILE; filter < end; filter += TILE, ring += TILE) {
    v128.store(ring, f32x4.add(v128.load(ring), f32x4.mul(count, v128.load(filter))));
    v128.store(ring, f32x4.add(v128.load(ring, 16), f32x4.mul(count, v128.load(filter, 16))), 16);
    v128.store(ring, f32x4.add(v128.load(ring, 32), f32x4.mul(count, v128.load(filter, 32))), 32);
    v128.store(ring, f32x4.add(v128.load(ring, 48), f32x4.mul(count, v128.load(filter, 48))), 48);
  }
}

/** The filter of the `s`th list entry for a tile: what one spike adds in the next W bins. Computed on first use. */
function filterOf(s: i32, tile: i32): usize {
  const neuron = sender(s);
  const filter = filtersAt + <usize>neuron * filterRow + <usize>(tile * windowSize) * TILE;
  const known = knownAt + <usize>(neuron * nTiles + tile);
  if (load<u8>(known) === 0) {
    const count = takeCount(s, 1);
    project(s, 1, tile, tile + 1);
    takeCount(s, count);
    memory.fill(filter, 0, <usize>windowSize * TILE);
    convolveInto(filter, tile);
    store<u8>(known, 1);
  }
  return filter;
}
