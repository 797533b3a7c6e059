/**
 * Adds up bins, exactly as ../typescript.ts does: over bins for each neuron, and over neurons for each bin, in one pass.
 * Bins are taken four at a time, so that what is kept of a neuron is loaded and stored once for four of its rates.
 */

/** Bytes of a vector of four neurons (one SIMD register). */
const VECTOR: usize = 16;

let nNeurons: i32 = 0;
/** Bytes from one bin to the next. */
let row: usize = 0;

export let spikesAt: usize = 0;
export let ratesAt: usize = 0;
/** (bins, 2) float32: spikes and rates of each bin, summed over neurons. */
export let populationAt: usize = 0;
/** Of each neuron: spikes (int32), lowest rate (float32), sum of rates (float64), highest rate (float32). */
export let countAt: usize = 0;
export let lowAt: usize = 0;
export let sumAt: usize = 0;
export let highAt: usize = 0;

let end: usize = 0;

function take(bytes: usize): usize {
  const start = end;
  // The last vector may reach over the end.
  end = (end + bytes + VECTOR + 63) & ~63;
  return start;
}

/** Lays the memory out for up to `bins` bins a call, and returns how many bytes are needed. */
export function place(neurons: i32, bins: i32): usize {
  nNeurons = neurons;
  row = <usize>neurons << 2;
  end = (__heap_base + 63) & ~63;
  spikesAt = take(<usize>bins * row);
  ratesAt = take(<usize>bins * row);
  populationAt = take(<usize>bins * 8);
  countAt = take(row);
  lowAt = take(row);
  sumAt = take(row * 2);
  highAt = take(row);
  return end;
}

/** Adds the first `nBins` bins. */
export function add(nBins: i32): void {
  let bin = 0;
  if (nNeurons & 3) {
    for (; bin <= nBins - 4; bin += 4) addFour(bin, true);
    for (; bin < nBins; bin++) addOne(bin, true);
  } else {
    for (; bin <= nBins - 4; bin += 4) addFour(bin, false);
    for (; bin < nBins; bin++) addOne(bin, false);
  }
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function addFour(bin: i32, ragged: bool): void {
  const spikes = spikesAt + <usize>bin * row;
  const rates = ratesAt + <usize>bin * row;
  let countOf0 = i32x4.splat(0);
  let countOf1 = i32x4.splat(0);
  let countOf2 = i32x4.splat(0);
  let countOf3 = i32x4.splat(0);
  let rateOf0 = f64x2.splat(0);
  let rateOf1 = f64x2.splat(0);
  let rateOf2 = f64x2.splat(0);
  let rateOf3 = f64x2.splat(0);
  for (let at: usize = 0; at < row; at += VECTOR) {
    const mask = lanes(at, ragged);
    const rate0 = only(mask, v128.load(rates + at), ragged);
    const rate1 = only(mask, v128.load(rates + row + at), ragged);
    const rate2 = only(mask, v128.load(rates + 2 * row + at), ragged);
    const rate3 = only(mask, v128.load(rates + 3 * row + at), ragged);
    v128.store(lowAt + at, lower(lower(lower(lower(v128.load(lowAt + at), rate0), rate1), rate2), rate3));
    v128.store(highAt + at, higher(higher(higher(higher(v128.load(highAt + at), rate0), rate1), rate2), rate3));

    const first0 = f64x2.promote_low_f32x4(rate0);
    const first1 = f64x2.promote_low_f32x4(rate1);
    const first2 = f64x2.promote_low_f32x4(rate2);
    const first3 = f64x2.promote_low_f32x4(rate3);
    const sum = sumAt + 2 * at;
    v128.store(sum, f64x2.add(f64x2.add(f64x2.add(f64x2.add(v128.load(sum), first0), first1), first2), first3));
    const last0 = lastTwo(rate0);
    const last1 = lastTwo(rate1);
    const last2 = lastTwo(rate2);
    const last3 = lastTwo(rate3);
    v128.store(sum, f64x2.add(f64x2.add(f64x2.add(f64x2.add(v128.load(sum, VECTOR), last0), last1), last2), last3), VECTOR);
    rateOf0 = f64x2.add(rateOf0, f64x2.add(first0, last0));
    rateOf1 = f64x2.add(rateOf1, f64x2.add(first1, last1));
    rateOf2 = f64x2.add(rateOf2, f64x2.add(first2, last2));
    rateOf3 = f64x2.add(rateOf3, f64x2.add(first3, last3));

    const count0 = only(mask, v128.load(spikes + at), ragged);
    const count1 = only(mask, v128.load(spikes + row + at), ragged);
    const count2 = only(mask, v128.load(spikes + 2 * row + at), ragged);
    const count3 = only(mask, v128.load(spikes + 3 * row + at), ragged);
    v128.store(countAt + at, i32x4.add(v128.load(countAt + at), i32x4.add(i32x4.add(count0, count1), i32x4.add(count2, count3))));
    countOf0 = i32x4.add(countOf0, count0);
    countOf1 = i32x4.add(countOf1, count1);
    countOf2 = i32x4.add(countOf2, count2);
    countOf3 = i32x4.add(countOf3, count3);
  }
  storePopulation(bin, countOf0, rateOf0);
  storePopulation(bin + 1, countOf1, rateOf1);
  storePopulation(bin + 2, countOf2, rateOf2);
  storePopulation(bin + 3, countOf3, rateOf3);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function addOne(bin: i32, ragged: bool): void {
  const spikes = spikesAt + <usize>bin * row;
  const rates = ratesAt + <usize>bin * row;
  let countOf = i32x4.splat(0);
  let rateOf = f64x2.splat(0);
  for (let at: usize = 0; at < row; at += VECTOR) {
    const mask = lanes(at, ragged);
    const rate = only(mask, v128.load(rates + at), ragged);
    const count = only(mask, v128.load(spikes + at), ragged);
    const sum = sumAt + 2 * at;
    v128.store(lowAt + at, lower(v128.load(lowAt + at), rate));
    v128.store(highAt + at, higher(v128.load(highAt + at), rate));
    const first = f64x2.promote_low_f32x4(rate);
    const last = lastTwo(rate);
    v128.store(sum, f64x2.add(v128.load(sum), first));
    v128.store(sum, f64x2.add(v128.load(sum, VECTOR), last), VECTOR);
    v128.store(countAt + at, i32x4.add(v128.load(countAt + at), count));
    rateOf = f64x2.add(rateOf, f64x2.add(first, last));
    countOf = i32x4.add(countOf, count);
  }
  storePopulation(bin, countOf, rateOf);
}

/** All ones in the lanes of the vector at byte `at` of a row that are neurons: all but those that lie in the next row. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function lanes(at: usize, ragged: bool): v128 {
  if (!ragged) return i32x4.splat(-1);
  return i32x4.gt_s(i32x4.splat(<i32>((row - at) >> 2)), i32x4(0, 1, 2, 3));
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function only(mask: v128, vector: v128, ragged: bool): v128 {
  return ragged ? v128.and(mask, vector) : vector;
}

/** `rate < low ? rate : low` and `high < rate ? rate : high`. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function lower(low: v128, rate: v128): v128 {
  return f32x4.pmin(low, rate);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function higher(high: v128, rate: v128): v128 {
  return f32x4.pmax(high, rate);
}

/** The last two of four float32 as float64. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function lastTwo(vector: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(vector, vector, 2, 3, 2, 3));
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function storePopulation(bin: i32, count: v128, rate: v128): void {
  const at = populationAt + (<usize>bin << 3);
  const pairs = i64x2.add(i64x2.extend_low_i32x4_s(count), i64x2.extend_high_i32x4_s(count));
  store<f32>(at, <f32>(i64x2.extract_lane(pairs, 0) + i64x2.extract_lane(pairs, 1)));
  store<f32>(at, <f32>(f64x2.extract_lane(rate, 0) + f64x2.extract_lane(rate, 1)), 4);
}
