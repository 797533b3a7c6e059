// @ts-check
// A reporter for Node's test runner that counts tests (not their suites) and gives the counts as JSON at the end.

/**
 * @typedef {{ type: "test:pass", data: import("node:test").EventData.TestPass }} Pass
 * @typedef {{ type: "test:fail", data: import("node:test").EventData.TestFail }} Fail
 */

/** @param {AsyncIterable<Pass | Fail | { type: "test:start" }>} events the others are passed over like `test:start` */
export default async function* countingReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of events) {
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    const { details, skip, todo } = event.data;
    if (details?.type === "suite") continue;
    if (event.type === "test:fail") counts.failed++;
    else counts[skip === undefined && todo === undefined ? "passed" : "skipped"]++;
  }
  yield JSON.stringify(counts);
}
