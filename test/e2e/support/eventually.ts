/**
 * Looks again and again until `look` gives something else than undefined or false, and gives that. After `milliseconds` it is an
 * error that tells `what` did not come, and the last error of `look`.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 10_000,
): Promise<T> {
  const until = Date.now() + milliseconds;
  let last: unknown;
  do {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < until);
  throw new Error(`${what}: it did not come within ${milliseconds / 1000} s.`, { cause: last });
}
