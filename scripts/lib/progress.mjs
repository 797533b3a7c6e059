// Shows that something is going on while one waits, and how long it took.

/**
 * Runs `work` and shows its label, the seconds so far (a moving line on a terminal, a line every ten seconds elsewhere) and the end.
 * @template T
 * @param {string} label what is done, for people: "Fetching VS Code"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` gives; its error is passed on after "failed" was shown
 */
export async function step(label, work) {
  const started = performance.now();
  const moving = process.stderr.isTTY === true;
  /** @param {string} end */
  const line = (end) => `${label} … ${seconds(performance.now() - started)}${end}`;
  if (!moving) process.stderr.write(`${label} …\n`);
  const timer = setInterval(
    () => process.stderr.write(moving ? `\r${line("")}` : `  ${line("")}\n`),
    moving ? 200 : 10_000,
  );
  try {
    const result = await work();
    process.stderr.write(moving ? `\r${line("")}\n` : "");
    return result;
  } catch (error) {
    process.stderr.write(`${moving ? "\r" : ""}${line("  failed")}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * A duration for people, as "0.4 s", "83 s".
 * @param {number} milliseconds
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}
