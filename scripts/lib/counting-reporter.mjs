// A reporter for Node's test runner that counts tests (not their suites) and gives the counts as JSON at the end.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* countingReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (data?.details?.type === "suite") continue;
    if (type === "test:pass") counts[data.skip === undefined && data.todo === undefined ? "passed" : "skipped"]++;
    if (type === "test:fail") counts.failed++;
  }
  yield JSON.stringify(counts);
}
