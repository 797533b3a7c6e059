/** The layout of the memory: what draws need, as in the fast kernel, and then what NeMoS' order needs. */
import { nNeurons, nTiles, paddedRow, place as placeDraws, segmentsAt, take, TILE, used, VECTOR } from "../memory";

/** Features are (N, B); M of them. */
export let nBasisFuncs: i32 = 0;
export let windowSize: i32 = 0;
export let nFeatures: i32 = 0;
/** Bytes of the features of one neuron, unpadded; of a row of the basis, padded with zeros; of all features, padded. */
export let featureRow: usize = 0;
export let basisRow: usize = 0;
export let featureBytes: usize = 0;
/** Parts of the window that are added alike: see features.ts. */
export let nSpans: i32 = 0;
export let spansAt: usize = 0;
/** Whether some features add even and odd bins apart. */
export let isParted: bool = false;

/** (W, B), the oldest bin of the window first. */
export let basisAt: usize = 0;
/** Masks of features: what is added straight, what is rounded before it is added, what goes on through all blocks. */
export let straightAt: usize = 0;
export let roundedAt: usize = 0;
export let throughAt: usize = 0;
/** (N, B): the features, and their sums of a block: of all its bins or the even ones, and of the odd ones. */
export let valuesAt: usize = 0;
export let evenAt: usize = 0;
export let oddAt: usize = 0;
/** (tiles, M, 16 receivers): the coupling coefficients of one feature beside each other. */
export let couplingAt: usize = 0;
export let couplingTile: usize = 0;
/** Lists of features that are not 0, one for each lane, and where they end; bytes of one. */
export let listsAt: usize = 0;
export let endsAt: usize = 0;
export let listBytes: usize = 0;
/** (LANES + 1, 16): sums of a tile of rows in each lane. */
export let lanesAt: usize = 0;
/** (N,) each, padded. */
export let interceptsAt: usize = 0;
export let etaAt: usize = 0;
/** (K, N), padded. */
export let feedforwardAt: usize = 0;
/** (block, N, K), unpadded: what the host writes. */
export let inputAt: usize = 0;
/** (block, N), padded: the feedforward input. Zeros without features, in one row for all bins. */
export let driveAt: usize = 0;
export let driveRow: usize = 0;
/** Spikes in the window, the oldest first: see window.ts. */
export let eventsAt: usize = 0;
/** Terms of a sum: see tree-sum.ts. */
export let termsAt: usize = 0;

/** Eight lanes, and one for what is left over. */
export const LANES: i32 = 8;

/** Lays out the memory for blocks of `block` bins, a multiple of 8; returns the number of bytes. */
export function place(
  neurons: i32, window: i32, basisFuncs: i32, features: i32, spans: i32, parted: bool, block: i32,
): f64 {
  placeDraws(neurons, 0, 0, 0, 0, 0, false, 0, 0, block, 1, 0);
  windowSize = window;
  nBasisFuncs = basisFuncs;
  nFeatures = features;
  nSpans = spans;
  isParted = parted;
  featureRow = <usize>basisFuncs * 4;
  basisRow = (featureRow + VECTOR - 1) & ~(VECTOR - 1);
  featureBytes = (<usize>neurons * featureRow + VECTOR - 1) & ~(VECTOR - 1);
  spansAt = take(<usize>spans * 8);
  basisAt = take(<usize>window * basisRow);
  // A row of the basis is longer than that of features, and reaches beyond the last.
  const padded = featureBytes + VECTOR;
  straightAt = take(padded);
  roundedAt = take(padded);
  throughAt = take(padded);
  valuesAt = take(padded);
  evenAt = take(padded);
  oddAt = take(padded);
  listBytes = (<usize>(max(neurons * basisFuncs >> 3, 32)) + 1) * 8;
  listsAt = take(<usize>(LANES + 1) * listBytes);
  endsAt = take(<usize>(LANES + 1) * 4);
  lanesAt = take(<usize>(LANES + 1) * TILE);
  interceptsAt = take(paddedRow);
  etaAt = take(paddedRow);
  feedforwardAt = take(<usize>features * paddedRow);
  // Input is read up to three neurons beyond the last.
  inputAt = take((<usize>block * <usize>neurons + 3) * <usize>features * 4);
  driveRow = features > 0 ? paddedRow : 0;
  driveAt = take(features > 0 ? <usize>block * paddedRow : paddedRow);
  termsAt = take(<usize>max(window, basisFuncs) * 4);
  couplingTile = <usize>(neurons * basisFuncs) * TILE;
  couplingAt = take(<usize>nTiles * couplingTile);
  eventsAt = take((<usize>(window + block) * <usize>nNeurons + 1) * 16);
  return <f64>used();
}

/** Clears memory that another kernel may have used, except what is written before it is read. */
export function clear(): void {
  memory.fill(segmentsAt, 0, couplingAt - segmentsAt);
  memory.fill(couplingAt + <usize>(nTiles - 1) * couplingTile, 0, couplingTile);
}
