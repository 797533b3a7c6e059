/**
 * The recurrence in NeMoS' order of float32 additions. The rules of that order are planned in nemos-order/plan.ts; here they are carried
 * out. Compiled twice: with relaxed SIMD and without (see fma.ts).
 */
import { drawExactly } from "../imports";
import { drawCounts } from "../knuth";
import { keysAt, nNeurons, nVectors, nWords } from "../memory";
import { allMaySpike } from "../senders";
import { BATCH, drawUniforms } from "../uniforms";
import { couple, listFeatures } from "./couple";
import { drive } from "./drive";
import { computeFeatures } from "./features";
import { fma } from "./fma";
import { couplingAt, driveAt, driveRow, etaAt, interceptsAt, nBasisFuncs, nFeatures, valuesAt } from "./memory";
import { computeRates } from "./rates";
import { sumFeatures, sumWindow } from "./tree-sum";
import { appendSpikes, moveTo, rewind } from "./window";

export { keysAt, ratesAt, spikesAt } from "../memory";
export { testFma } from "./fma";
export {
  basisAt, basisRow, clear, couplingAt, couplingTile, eventsAt, feedforwardAt, inputAt, interceptsAt, place, roundedAt, spansAt, straightAt,
  throughAt,
} from "./memory";
export { append, eventsEnd, forgetEvents } from "./window";

/** How features are multiplied with coefficients, as in nemos-order/plan.ts: in lanes; a single one; as a tree. */
const SINGLE: i32 = 1;
const TREE: i32 = 2;

let product: i32 = 0;
let isTree: bool = false;
let nLaned: i32 = 0;
let nTiled: i32 = 0;

/** Whether the only feature is a tree; how features are multiplied; how many of them, and of the rows, are in full lanes and tiles. */
export function setOrder(tree: bool, how: i32, laned: i32, tiled: i32): void {
  isTree = tree;
  product = how;
  nLaned = laned;
  nTiled = tiled;
}

/**
 * Simulates `nBins` bins from `bin` on under the run's key; the first `nTiledBins` are rows of full tiles of the feedforward product.
 * Returns the number of bins done: fewer when a rate diverged.
 */
export function run(link: i32, keyHigh: i32, keyLow: i32, bin: f64, nBins: i32, nTiledBins: i32): i32 {
  if (nFeatures > 0) drive(nBins, nTiledBins);
  let done = 0;
  while (done < nBins) {
    if (done % BATCH === 0) drawUniforms(keyHigh, keyLow, <i64>bin + done, keysAt + (<usize>done << 3), 0, nNeurons);
    if (!runBin(link, done)) break;
    done += 1;
  }
  rewind(done);
  return done;
}

/** False when a rate diverged. */
function runBin(link: i32, bin: i32): bool {
  moveTo(bin);
  if (isTree) sumWindow(bin);
  else computeFeatures(bin);
  sumEta(driveAt + <usize>bin * driveRow);
  if (!computeRates(link, bin)) return true;
  if (!drawCounts(bin, 0, nWords)) {
    if (drawExactly(bin, 0)) return false;
    allMaySpike(bin);
  }
  appendSpikes(bin);
  return true;
}

/** eta = (coupling + feedforward) + intercept. */
function sumEta(input: usize): void {
  if (product === SINGLE) {
    const fused = fma(v128.load(couplingAt), v128.load(valuesAt), v128.load(input));
    v128.store(etaAt, f32x4.add(fused, v128.load(interceptsAt)));
    return;
  }
  if (product === TREE) {
    v128.store(etaAt, f32x4.splat(sumFeatures(nBasisFuncs)));
  } else {
    listFeatures(nLaned, nNeurons * nBasisFuncs);
    couple(etaAt, nTiled);
  }
  for (let offset: usize = 0; offset < <usize>nVectors << 4; offset += 16) {
    const coupled = v128.load(etaAt + offset);
    v128.store(etaAt + offset, f32x4.add(f32x4.add(coupled, v128.load(input + offset)), v128.load(interceptsAt + offset)));
  }
}
