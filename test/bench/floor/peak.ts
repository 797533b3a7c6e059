/** SIMD multiply-adds as fast as this machine does them: twelve independent sums, nothing read from memory. AssemblyScript. */

/** Makes 48 * n multiply-adds; returns a number that hangs on all of them. */
export function multiplyAdds(n: i32, factor: f32): f32 {
  const x = f32x4.splat(factor);
  let a = x,
    b = x,
    c = x,
    d = x,
    e = x,
    f = x,
    g = x,
    h = x,
    i = x,
    j = x,
    k = x,
    l = x;
  for (let round = 0; round < n; round++) {
    a = f32x4.add(f32x4.mul(a, x), x);
    b = f32x4.add(f32x4.mul(b, x), x);
    c = f32x4.add(f32x4.mul(c, x), x);
    d = f32x4.add(f32x4.mul(d, x), x);
    e = f32x4.add(f32x4.mul(e, x), x);
    f = f32x4.add(f32x4.mul(f, x), x);
    g = f32x4.add(f32x4.mul(g, x), x);
    h = f32x4.add(f32x4.mul(h, x), x);
    i = f32x4.add(f32x4.mul(i, x), x);
    j = f32x4.add(f32x4.mul(j, x), x);
    k = f32x4.add(f32x4.mul(k, x), x);
    l = f32x4.add(f32x4.mul(l, x), x);
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  return f32x4.extract_lane(f32x4.add(sum, f32x4.add(f32x4.add(i, j), f32x4.add(k, l))), 0);
}
