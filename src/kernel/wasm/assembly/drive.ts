/** The external drive: intercepts and feedforward input. */
import { driveAt, featureCoefAt, inputAt, interceptsAt, nFeatures, nNeurons, paddedRow, VECTOR } from "./memory";

/** drive[bin, i] = intercepts[i] + sum_k coef[i, k] * input[bin, i, k], k ascending, for the neurons from `first` to `last`. */
export function drive(nBins: i32, first: i32, last: i32): void {
  if (nFeatures === 1) return driveByOne(nBins, first, last);
  for (let bin = 0; bin < nBins; bin++) {
    const row = driveAt + <usize>bin * paddedRow;
    for (let i = first; i < last; i++) {
      let sum = load<f32>(interceptsAt + (<usize>i << 2));
      let coef = featureCoefAt + (<usize>(i * nFeatures) << 2);
      let input = inputAt + (<usize>((bin * nNeurons + i) * nFeatures) << 2);
      for (let k = 0; k < nFeatures; k++, coef += 4, input += 4) sum += load<f32>(coef) * load<f32>(input);
      store<f32>(row + (<usize>i << 2), sum);
    }
  }
}

/** The same for a single feature, four neurons at a time. */
function driveByOne(nBins: i32, first: i32, last: i32): void {
  for (let bin = 0; bin < nBins; bin++) {
    const row = driveAt + <usize>bin * paddedRow;
    const input = inputAt + <usize>bin * (<usize>nNeurons << 2);
    for (let offset = <usize>first << 2; offset < <usize>last << 2; offset += VECTOR) {
      const product = f32x4.mul(v128.load(featureCoefAt + offset), v128.load(input + offset));
      v128.store(row + offset, f32x4.add(v128.load(interceptsAt + offset), product));
    }
  }
}
