/**
 * The list of neurons that spiked in a bin. An entry has eight bytes: the neuron, and its count as float32, because
 * counts before the first bin may be fractions.
 */
import { nNeurons, nWords, outputRow, sendersAt, spikesAt, maySpikeOf } from "./memory";

/** Lists the neurons that spiked in bin `bin` of the block, in ascending order; returns how many. */
export function listSenders(bin: i32): i32 {
  const counts = spikesAt + <usize>bin * outputRow;
  const maySpike = maySpikeOf(bin);
  let n = 0;
  for (let word = 0; word < nWords; word++) {
    for (let bits = load<u64>(maySpike + (<usize>word << 3)); bits !== 0; bits &= bits - 1) {
      const neuron = (word << 6) + <i32>ctz(bits);
      const count = load<i32>(counts + (<usize>neuron << 2));
      store<i32>(sendersAt + (<usize>n << 3), neuron);
      store<f32>(sendersAt + (<usize>n << 3), <f32>count, 4);
      n += count !== 0 ? 1 : 0;
    }
  }
  return n;
}

/** Marks all neurons as possible senders, for a bin that the host drew. */
export function allMaySpike(bin: i32): void {
  const maySpike = maySpikeOf(bin);
  for (let word = 0; word < nWords; word++) store<u64>(maySpike + (<usize>word << 3), -1);
  const last = nNeurons & 63;
  if (last !== 0) store<u64>(maySpike + (<usize>(nWords - 1) << 3), (<u64>1 << <u64>last) - 1);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function sender(s: i32): i32 {
  return load<i32>(sendersAt + (<usize>s << 3));
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function countOf(s: i32): v128 {
  return v128.load32_splat(sendersAt + (<usize>s << 3) + 4);
}

/** Replaces the count of a list entry; returns the old one. */
export function takeCount(s: i32, count: f32): f32 {
  const at = sendersAt + (<usize>s << 3);
  const before = load<f32>(at, 4);
  store<f32>(at, count, 4);
  return before;
}
