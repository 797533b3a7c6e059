import assert from "node:assert/strict";
import { test } from "node:test";
import { placeFor, spread } from "../../../../webview/plots/gutter";

test("a name stands as near to the middle of its bar as tabs allow, and nowhere where there is no room", () => {
  const bar = { top: 0, bottom: 100 };
  assert.equal(placeFor(13, bar, []), 50);
  assert.equal(placeFor(13, bar, [{ top: 45, bottom: 62 }]), 38.5);
  assert.equal(
    placeFor(13, bar, [
      { top: 45, bottom: 62 },
      { top: 28, bottom: 45 },
    ]),
    68.5,
  );
  assert.equal(placeFor(13, { top: 0, bottom: 20 }, [{ top: 2, bottom: 19 }]), null);
  assert.equal(placeFor(40, { top: 0, bottom: 30 }, []), null);
});

test("tabs are moved apart and stay inside", () => {
  assert.deepEqual(spread([10, 12, 80], 17, 8, 92), [10, 27, 80]);
  assert.deepEqual(spread([90, 91, 92], 17, 8, 92), [58, 75, 92]);
  assert.deepEqual(spread([], 17, 8, 92), []);
});
