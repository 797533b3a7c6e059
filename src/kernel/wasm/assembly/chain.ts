/**
 * Knuth's method takes one key per iteration from a chain that all neurons of a bin share: split(link) gives the next
 * link and the iteration's key. Keys that were not prepared are made when a neuron first needs them.
 */
import { chainAt, keysAt, linksAt, secondKeysAt } from "./memory";
import { entry } from "./tables";
import { besides0, besides1, threefryTwo, word0, word1 } from "./threefry";
import { isChained, uniform } from "./uniforms";

const ONE = memory.data<f32>([1]);

/** Iterations that have keys, two words each at `chainAt`; the numbers of the first iteration are drawn already. */
let made: i32 = 0;
/** Number of links followed, and the last link. */
let followed: i32 = 0;
let link0: i32 = 0;
let link1: i32 = 0;

/** Starts the chain of a bin of the block. */
export function startChain(bin: i32): void {
  if (isChained()) {
    const at = (<usize>(bin & 4) << 3) + (<usize>(bin & 3) << 2);
    link0 = load<i32>(linksAt + at);
    link1 = load<i32>(linksAt + at, 16);
    followed = 1;
    keep(2, load<i32>(secondKeysAt + at), load<i32>(secondKeysAt + at, 16));
  } else {
    link0 = load<i32>(keysAt + (<usize>bin << 3));
    link1 = load<i32>(keysAt + (<usize>bin << 3), 4);
    followed = 0;
    made = 1;
  }
}

function keep(iteration: i32, key0: i32, key1: i32): void {
  store<i32>(chainAt + (<usize>iteration << 3), key0);
  store<i32>(chainAt + (<usize>iteration << 3), key1, 4);
  made = iteration;
}

function follow(): void {
  const k0 = i32x4.splat(link0);
  const k1 = i32x4.splat(link1);
  const zero = i32x4.splat(0);
  threefryTwo(k0, k1, zero, zero, k0, k1, zero, i32x4.splat(1));
  link0 = i32x4.extract_lane(word0, 0);
  link1 = i32x4.extract_lane(word1, 0);
  followed += 1;
  if (followed > made) keep(followed, i32x4.extract_lane(besides0, 0), i32x4.extract_lane(besides1, 0));
}

/** The numbers of the last eight neurons. */
export let uniforms: v128 = i32x4.splat(0);
export let secondUniforms: v128 = i32x4.splat(0);

/** Draws the uniform numbers of iteration `iteration`, 2 or more, for the eight neurons listed at `neurons`. */
export function drawEight(iteration: i32, neurons: usize): void {
  while (made < iteration) follow();
  const key = chainAt + (<usize>iteration << 3);
  const k0 = v128.load32_splat(key);
  const k1 = v128.load32_splat(key, 4);
  const zero = i32x4.splat(0);
  threefryTwo(k0, k1, zero, v128.load(neurons), k0, k1, zero, v128.load(neurons, 16));
  const one = entry(ONE, 0);
  uniforms = uniform(v128.xor(word0, word1), one);
  secondUniforms = uniform(v128.xor(besides0, besides1), one);
}
