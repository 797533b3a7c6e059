// Compares all recorded keys of test/conformance/many-keys.test.ts with NeMoS bit for bit; `npm test` takes the first few.
// Usage: node scripts/test-all-keys.mjs
process.env.SPIKELOOP_ALL_KEYS = "1";
process.argv = [...process.argv.slice(0, 2), "conformance", "many-keys"];
await import("./test-node.mjs");
