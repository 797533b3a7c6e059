/**
 * The value below which the fraction `q` (0 to 1) of the values lies: the one at index floor(q * (n - 1)) if they were sorted;
 * 0 of none. Finds it in linear time by Hoare's quickselect, and leaves the values in another order.
 */
export function quantile(values: Float32Array, q: number): number {
  if (values.length === 0) return 0;
  const wanted = Math.floor(q * (values.length - 1));
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    // A random pivot: with a fixed one some orders of values would take quadratic time.
    const pivot = values[left + Math.floor(Math.random() * (right - left + 1))];
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const value = values[i];
        values[i++] = values[j];
        values[j--] = value;
      }
    }
    if (wanted <= j) right = j;
    else if (wanted >= i) left = i;
    else break;
  }
  return values[wanted];
}
