import assert from "node:assert/strict";
import { test } from "node:test";
import { ageText, momentText } from "../../../src/text/ages";

const NOW = new Date(2026, 10, 23, 14, 32, 10);
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

test("ages are said as people say them", () => {
  assert.equal(ageText(before(3), NOW), "just now");
  assert.equal(ageText(before(125), NOW), "2 min ago");
  assert.equal(ageText(before(3 * 3600), NOW), "3 h ago");
  assert.equal(ageText(before(20 * 3600), NOW), "yesterday");
  assert.equal(ageText(before(5 * 86400), NOW), "5 days ago");
});

test("moments are as short as they are clear", () => {
  const now = { now: NOW };
  assert.equal(momentText(before(10), now), "14:32");
  assert.equal(momentText(before(10), { ...now, seconds: true }), "today 14:32:00");
  assert.equal(momentText(new Date(2026, 10, 20, 9, 5), now), "Fri 09:05");
  assert.equal(momentText(new Date(2026, 9, 1, 9, 5), now), "1 Oct 09:05");
  assert.equal(momentText(new Date(2025, 9, 1, 9, 5), now), "1 Oct 2025 09:05");
});
