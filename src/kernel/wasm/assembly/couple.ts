/**
 * What the spikes of one bin add to eta of the W bins after it, for some tiles of receivers.
 *
 * The ring holds for each tile of 8 receivers the eta of W bins, and as many rows ahead as it may slide, one after the other:
 * tile by tile, all of a spike's effect is written in one sweep through memory that stays in the first-level cache.
 */
import {
  basisRow, basisTile, couplingAt, filterRow, filtersAt, nNeurons, nTiles, outputRow, projectionAt, ringAt, ringTile, scatterUpTo, sendersAt,
  segmentsAt, nSegments, spikesAt, TILE, weightsAt, windowSize,
} from "./memory";

/** Commits the spikes of bin `bin` of the block, whose eta was in row `row`, to the rows after it. */
export function couple(bin: i32, row: i32, firstTile: i32, lastTile: i32): void {
  spread(listSenders(spikesAt + <usize>bin * outputRow), row, firstTile, lastTile);
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

// A sender, eight bytes: which neuron, and its count as float32.

/** Lists who spiked in a row of counts, in ascending order. */
function listSenders(counts: usize): i32 {
  let n = 0;
  let i = 0;
  for (; i <= nNeurons - 4; i += 4) {
    if (!v128.any_true(v128.load(counts + (<usize>i << 2)))) continue;
    for (let lane = i; lane < i + 4; lane++) n += listSender(n, lane, counts);
  }
  for (; i < nNeurons; i++) n += listSender(n, i, counts);
  return n;
}

function listSender(n: i32, neuron: i32, counts: usize): i32 {
  const count = load<i32>(counts + (<usize>neuron << 2));
  store<i32>(sendersAt + (<usize>n << 3), neuron);
  store<f32>(sendersAt + (<usize>n << 3), <f32>count, 4);
  return count !== 0 ? 1 : 0;
}

// @ts-expect-error: decorator
@inline
function sender(s: i32): i32 {
  return load<i32>(sendersAt + (<usize>s << 3));
}

// @ts-expect-error: decorator
@inline
function countOf(s: i32): v128 {
  return v128.load32_splat(sendersAt + (<usize>s << 3) + 4);
}

/** Adds the filters of one sender, worked out beforehand, to the ring: W * N multiply-adds. */
function scatter(s: i32, row: i32, firstTile: i32, lastTile: i32): void {
  const count = countOf(s);
  const length = <usize>windowSize * TILE;
  let filter = filtersAt + <usize>sender(s) * filterRow + <usize>firstTile * length;
  for (let tile = firstTile; tile < lastTile; tile++) {
    let ring = ringAt + <usize>tile * ringTile + <usize>(row + 1) * TILE;
    for (const end = ring + length; ring < end; ring += TILE, filter += TILE) {
      addProduct(ring, count, v128.load(filter));
      addProduct(ring + 16, count, v128.load(filter, 16));
    }
  }
}

// @ts-expect-error: decorator
@inline
function addProduct(to: usize, a: v128, b: v128): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(a, b)));
}

/** G[b, i] = sum over senders j, ascending, of count[j] * coupling[i, j, b]: N * B multiply-adds a sender. */
function project(nSenders: i32, firstTile: i32, lastTile: i32): void {
  const from = <usize>firstTile * basisTile;
  const to = <usize>lastTile * basisTile;
  memory.fill(projectionAt + from, 0, to - from);
  let s = 0;
  for (; s <= nSenders - 4; s += 4) projectFour(s, from, to);
  for (; s < nSenders; s++) projectOne(s, from, to);
}

function projectOne(s: i32, from: usize, to: usize): void {
  const row = couplingAt + <usize>sender(s) * basisRow;
  const count = countOf(s);
  for (let at = from; at < to; at += TILE) {
    addProduct(projectionAt + at, count, v128.load(row + at));
    addProduct(projectionAt + at + 16, count, v128.load(row + at + 16));
  }
}

/** Four senders in one pass over G, in the same order of summation as one after the other. */
function projectFour(s: i32, from: usize, to: usize): void {
  const row0 = couplingAt + <usize>sender(s) * basisRow;
  const row1 = couplingAt + <usize>sender(s + 1) * basisRow;
  const row2 = couplingAt + <usize>sender(s + 2) * basisRow;
  const row3 = couplingAt + <usize>sender(s + 3) * basisRow;
  const count0 = countOf(s);
  const count1 = countOf(s + 1);
  const count2 = countOf(s + 2);
  const count3 = countOf(s + 3);
  for (let at = from; at < to; at += 16) {
    let sum = v128.load(projectionAt + at);
    sum = f32x4.add(sum, f32x4.mul(count0, v128.load(row0 + at)));
    sum = f32x4.add(sum, f32x4.mul(count1, v128.load(row1 + at)));
    sum = f32x4.add(sum, f32x4.mul(count2, v128.load(row2 + at)));
    sum = f32x4.add(sum, f32x4.mul(count3, v128.load(row3 + at)));
    v128.store(projectionAt + at, sum);
  }
}

/**
 * Adds G of one tile, convolved with the basis, to the ring: only the non-zero entries of the basis, which a list of segments
 * describes: from a first lag on, so many lags have the same one to four neighbouring basis functions.
 */
function convolve(tile: i32, row: i32): void {
  const next = ringAt + <usize>tile * ringTile + <usize>(row + 1) * TILE;
  const projection = projectionAt + <usize>tile * basisTile;
  let weights = weightsAt;
  for (let at = segmentsAt, end = segmentsAt + (<usize>nSegments << 4); at < end; at += 16) {
    const ring = next + <usize>load<i32>(at) * TILE;
    const nLags = load<i32>(at, 4);
    const g = projection + <usize>load<i32>(at, 8) * TILE;
    const nFunctions = load<i32>(at, 12);
    switch (nFunctions) {
      case 1: addOne(ring, nLags, g, weights); break;
      case 2: addTwo(ring, nLags, g, weights); break;
      case 3: addThree(ring, nLags, g, weights); break;
      default: addFour(ring, nLags, g, weights);
    }
    weights += <usize>(nLags * nFunctions) << 2;
  }
}

function addOne(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a0 = v128.load(g);
  const b0 = v128.load(g, 16);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 4) {
    const w0 = v128.load32_splat(weights);
    addProduct(ring, w0, a0);
    addProduct(ring + 16, w0, b0);
  }
}

function addTwo(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a0 = v128.load(g);
  const b0 = v128.load(g, 16);
  const a1 = v128.load(g, 32);
  const b1 = v128.load(g, 48);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 8) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring), f32x4.mul(w0, a0)), f32x4.mul(w1, a1)));
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring, 16), f32x4.mul(w0, b0)), f32x4.mul(w1, b1)), 16);
  }
}

function addThree(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a0 = v128.load(g);
  const b0 = v128.load(g, 16);
  const a1 = v128.load(g, 32);
  const b1 = v128.load(g, 48);
  const a2 = v128.load(g, 64);
  const b2 = v128.load(g, 80);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 12) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    const w2 = v128.load32_splat(weights, 8);
    v128.store(ring, f32x4.add(f32x4.add(f32x4.add(v128.load(ring), f32x4.mul(w0, a0)), f32x4.mul(w1, a1)), f32x4.mul(w2, a2)));
    v128.store(ring, f32x4.add(f32x4.add(f32x4.add(v128.load(ring, 16), f32x4.mul(w0, b0)), f32x4.mul(w1, b1)), f32x4.mul(w2, b2)), 16);
  }
}

function addFour(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a0 = v128.load(g);
  const b0 = v128.load(g, 16);
  const a1 = v128.load(g, 32);
  const b1 = v128.load(g, 48);
  const a2 = v128.load(g, 64);
  const b2 = v128.load(g, 80);
  const a3 = v128.load(g, 96);
  const b3 = v128.load(g, 112);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 16) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    const w2 = v128.load32_splat(weights, 8);
    const w3 = v128.load32_splat(weights, 12);
    v128.store(ring, f32x4.add(f32x4.add(f32x4.add(f32x4.add(v128.load(ring), f32x4.mul(w0, a0)), f32x4.mul(w1, a1)), f32x4.mul(w2, a2)), f32x4.mul(w3, a3)));
    v128.store(ring, f32x4.add(f32x4.add(f32x4.add(f32x4.add(v128.load(ring, 16), f32x4.mul(w0, b0)), f32x4.mul(w1, b1)), f32x4.mul(w2, b2)), f32x4.mul(w3, b3)), 16);
  }
}

/** Works out every sender's filters: what one spike of it adds to the W bins after it, into an empty ring. */
export function makeFilters(): void {
  const length = <usize>windowSize * TILE;
  store<f32>(sendersAt, 1, 4);
  for (let j = 0; j < nNeurons; j++) {
    store<i32>(sendersAt, j);
    project(1, 0, nTiles);
    for (let tile = 0; tile < nTiles; tile++) {
      const ring = ringAt + <usize>tile * ringTile;
      convolve(tile, -1);
      memory.copy(filtersAt + <usize>j * filterRow + <usize>tile * length, ring, length);
      memory.fill(ring, 0, length);
    }
  }
}
