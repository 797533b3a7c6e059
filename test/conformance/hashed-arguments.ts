import type { NdArray } from "../../src/arrays/ndarray";
import type { SimulateRecurrentArgs } from "../../src/model/types";
import type { InverseLinkName, Key } from "../../src/model/types";

/** Sizes of a network and the recipe of its numbers, as test/conformance/record/shapes.py writes them. */
export interface HashedShape {
  readonly n: number;
  readonly b: number;
  readonly w: number;
  readonly k: number;
  readonly t: number;
  readonly link: InverseLinkName;
  readonly salt: number;
  readonly intercept: number;
  readonly history: "counts" | "fractions";
  /** Above 1, pairs of basis functions are so nearly equal that the terms of eta cancel to a part of it. */
  readonly cancel: number;
}

/** The same arguments as `arguments` of shapes.py, bit for bit: everything before the last rounding is float64. */
export function hashedArguments(shape: HashedShape, randomKey: Key): SimulateRecurrentArgs {
  const { n, b, w, k, t, salt, cancel } = shape;
  const basis = uniform(salt, w * b).map((x) => (x < 0.2 ? 0 : x));
  const scale = (2 * cancel) / Math.sqrt(n * b * w);
  const coef = uniform(salt + 1, n * n * b).map((x) => (x - 0.5) * scale);
  if (cancel > 1) {
    const apart = uniform(salt + 2, w * b);
    const paired = b - (b % 2);
    for (let i = 0; i < basis.length; i++) {
      const column = i % b;
      if (column < paired && column % 2 === 1)
        basis[i] = basis[i - 1] + (apart[i - column + (column - 1) / 2] - 0.5) / cancel;
    }
    for (let i = 0; i < coef.length; i++) {
      if (i % b >= paired) coef[i] /= cancel;
      else if ((i % b) % 2 === 1) coef[i] = -coef[i - 1];
    }
  }
  const past = (x: number): number => (shape.history === "counts" ? Math.floor(x * 10) - 6 : x * 2);
  return {
    couplingCoef: float32(coef, [n, n, b]),
    feedforwardCoef: float32(
      uniform(salt + 4, n * k).map((x) => x - 0.5),
      [n, k],
    ),
    intercepts: float32(
      uniform(salt + 6, n).map((x) => shape.intercept + x - 0.5),
      [n],
    ),
    feedforwardInput: float32(
      uniform(salt + 7, t * n * k).map((x) => x * 2 - 1),
      [t, n, k],
    ),
    couplingBasisMatrix: float32(basis, [w, b]),
    initY: float32(
      uniform(salt + 3, w * n).map((x) => (x < 0.7 ? 0 : past(x))),
      [w, n],
    ),
    randomKey,
    inverseLinkFunction: shape.link,
  };
}

/** `size` numbers in [0, 1), multiples of 2^-24. */
function uniform(salt: number, size: number): Float64Array {
  const start = Math.imul(salt, 0x85ebca6b);
  return Float64Array.from({ length: size }, (_, i) => {
    let x = Math.imul(i, 0x9e3779b1) + start;
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return ((x ^ (x >>> 16)) >>> 8) * 2 ** -24;
  });
}

function float32(data: Float64Array, shape: readonly number[]): NdArray {
  return { data: Float32Array.from(data), shape };
}
