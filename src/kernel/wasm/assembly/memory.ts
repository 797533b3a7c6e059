/**
 * The layout of the shared memory, and the sizes that every function needs.
 *
 * Neurons come in vectors of 4 (one SIMD register), tiles of 16 (four registers, one cache line) and words of 64 (one
 * bit each); padding neurons at the end never spike. Every thread calls `place` with the same arguments and so gets the
 * same addresses.
 */

/** Bytes of a vector of 4 float32, and of a tile of 16. */
export const VECTOR: usize = 16;
export const TILE: usize = 64;
/** Maximum number of Knuth iterations here: 30 are rare at a rate of 10. */
export const LONGEST_CHAIN: i32 = 64;

export let nNeurons: i32 = 0;
export let nVectors: i32 = 0;
export let nTiles: i32 = 0;
export let nWords: i32 = 0;
export let windowSize: i32 = 0;
export let nBasisFuncs: i32 = 0;
export let nFeatures: i32 = 0;
export let nSegments: i32 = 0;
/** Whether some segments have four functions: see complements.ts. */
export let hasComplements: bool = false;
/** Up to this many spikes in a bin are scattered through filters; more are projected, then convolved. */
export let scatterUpTo: i32 = 0;
/** Number of bins before the ring is copied back. */
export let slide: i32 = 0;

export let nThreads: i32 = 0;
export let thread: i32 = 0;
/** This thread's words of neurons, and so its tiles. */
export let firstWord: i32 = 0;
export let lastWord: i32 = 0;
export let firstTile: i32 = 0;
export let lastTile: i32 = 0;

/**
 * Bytes from one bin to the next: of padded (bins, N) arrays; of spikes and rates, which are not padded; of the drive,
 * or 0 where it is constant.
 */
export let paddedRow: usize = 0;
export let outputRow: usize = 0;
export let driveRow: usize = 0;
/** Bytes of one tile of the ring, (W + slide, 16) float32. */
export let ringTile: usize = 0;
/** Bytes of one tile of G or of a sender's coupling, (B, 16) float32, and of all tiles. */
export let basisTile: usize = 0;
export let basisRow: usize = 0;
/** Bytes of a sender's filters, (tiles, W, 16) float32. */
export let filterRow: usize = 0;

// Read by every thread, written once.
export let segmentsAt: usize = 0;
export let weightsAt: usize = 0;
export let interceptsAt: usize = 0;
export let featureCoefAt: usize = 0;
export let couplingAt: usize = 0;
export let filtersAt: usize = 0;
/** One byte per filter: whether it is computed. */
export let knownAt: usize = 0;
/** The coupling to one tile's receivers, before it is transposed. */
export let stagedAt: usize = 0;
// Used block by block.
export let controlAt: usize = 0;
export let flagsAt: usize = 0;
export let inputAt: usize = 0;
export let driveAt: usize = 0;
export let uniformsAt: usize = 0;
export let ratesAt: usize = 0;
export let spikesAt: usize = 0;
export let ringAt: usize = 0;
export let projectionAt: usize = 0;
let maySpikeAt: usize = 0;
// Each thread has its own.
export let keysAt: usize = 0;
/** Of a batch of eight bins. */
export let firstKeysAt: usize = 0;
export let linksAt: usize = 0;
export let secondKeysAt: usize = 0;
/** Uniform numbers of four bins, before they are transposed from bins to neurons. */
export let turningAt: usize = 0;
export let chainAt: usize = 0;
/** Of one tile, (2, B, 16) float32: see complements.ts. */
export let differencesAt: usize = 0;
export let sumsAt: usize = 0;
/** The neurons that may spike, products of their uniform numbers, and bounds of the products. */
export let neuronsAt: usize = 0;
export let productsAt: usize = 0;
export let boundsAt: usize = 0;
export let sendersAt: usize = 0;

/** Control data shared by the threads: see threads.ts. */
const CONTROL_BYTES: usize = 384;

let end: usize = 0;

/** Reserves bytes, aligned to a cache line. */
export function take(bytes: usize): usize {
  const start = end;
  end = (end + bytes + 63) & ~63;
  return start;
}

/** The number of bytes reserved. */
export function used(): usize {
  return end;
}

/** Divides the neurons among so many threads. Sums do not depend on it. */
export function share(threads: i32): void {
  nThreads = threads;
  firstWord = nWords * thread / threads;
  lastWord = nWords * (thread + 1) / threads;
  firstTile = firstWord << 2;
  lastTile = min(lastWord << 2, nTiles);
}

/** Lays out the memory for blocks of `block` bins, a multiple of 8; returns the number of bytes. */
export function place(
  neurons: i32, window: i32, basisFuncs: i32, features: i32, segments: i32, weights: i32, complements: bool,
  scatter: i32, slides: i32, block: i32, threads: i32,
  self: i32,
): f64 {
  nNeurons = neurons;
  nVectors = (neurons + 3) >> 2;
  nTiles = (neurons + 15) >> 4;
  nWords = (neurons + 63) >> 6;
  windowSize = window;
  nBasisFuncs = basisFuncs;
  nFeatures = features;
  nSegments = segments;
  hasComplements = complements;
  scatterUpTo = scatter;
  slide = slides;
  thread = self;
  share(threads);

  paddedRow = <usize>nTiles * TILE;
  outputRow = <usize>neurons * 4;
  driveRow = features > 0 ? paddedRow : 0;
  ringTile = <usize>(window + slides) * TILE;
  basisTile = <usize>basisFuncs * TILE;
  basisRow = <usize>nTiles * basisTile;
  filterRow = scatter > 0 ? <usize>nTiles * <usize>window * TILE : 0;

  end = (__heap_base + 63) & ~63;
  segmentsAt = take(<usize>segments * 16);
  weightsAt = take(<usize>weights * 4);
  interceptsAt = take(paddedRow);
  featureCoefAt = take(paddedRow * <usize>features);
  knownAt = take(scatter > 0 ? <usize>(neurons * nTiles) : 0);
  controlAt = take(CONTROL_BYTES);
  flagsAt = take(<usize>block * 4);
  // Unpadded arrays are read and written beyond their last row, and for some bins more.
  inputAt = take(<usize>block * outputRow * <usize>features + 64);
  driveAt = features > 0 ? take(<usize>(block + 3) * paddedRow) : interceptsAt;
  uniformsAt = take((8 + 3) * paddedRow);
  ratesAt = take(<usize>(block + 3) * outputRow + 64);
  spikesAt = take(<usize>(block + 3) * outputRow + 64);
  ringAt = take(<usize>nTiles * ringTile);
  projectionAt = take(basisRow);
  maySpikeAt = take(<usize>nWords * 16);
  placeOwn(<usize>neurons, <usize>block, self, threads);
  // Last: arrays that are written before they are read.
  couplingAt = take(<usize>neurons * basisRow);
  stagedAt = take(<usize>(neurons * basisFuncs) * TILE + TILE);
  filtersAt = take(<usize>neurons * filterRow);
  return <f64>end;
}

/** Clears memory that another kernel may have used, except what is written before it is read. */
export function clear(): void {
  memory.fill(segmentsAt, 0, couplingAt - segmentsAt);
}

/**
 * The address of a bin's bits, one per neuron that may spike: two places alternate, because a thread may be one bin
 * ahead of another that is still listing senders.
 */
export function maySpikeOf(bin: i32): usize {
  return maySpikeAt + <usize>(bin & 1) * (<usize>nWords << 3);
}

/** Places the arrays that each thread has, for all threads in turn. */
function placeOwn(neurons: usize, block: usize, self: i32, threads: i32): void {
  const first = end;
  for (let i = 0; i <= self; i++) {
    keysAt = take(block * 8);
    firstKeysAt = take(64);
    linksAt = take(64);
    secondKeysAt = take(64);
    turningAt = take(4 * paddedRow);
    chainAt = take((<usize>LONGEST_CHAIN + 1) * 8);
    neuronsAt = take((neurons + 8) * 4);
    productsAt = take((neurons + 8) * 4);
    boundsAt = take((neurons + 8) * 4);
    differencesAt = take(basisTile);
    sumsAt = take(basisTile);
    sendersAt = take((neurons + 1) * 8);
  }
  end = first + ((end - first) / <usize>(self + 1)) * <usize>threads;
}
