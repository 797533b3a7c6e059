const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The float32 number with these 32 bits. */
export function fromBits(pattern: number): number {
  bits[0] = pattern;
  return float[0];
}

const SMALLEST_NORMAL = 2 ** -126;

/** XLA's CPU code replaces subnormal float32 results by 0. */
export function flush(x: number): number {
  return x < SMALLEST_NORMAL && x > -SMALLEST_NORMAL ? 0 : x;
}
