import assert from "node:assert/strict";
import { test } from "node:test";
import { bannerOf } from "../../../../../webview/chrome/status";
import { colourIndexOf, neuronName, neuronTitle } from "../../../../../webview/app/run/facts";
import { facts, MIXED } from "../../snapshots";

const grouped = facts({ neurons: MIXED });

test("what a stranger named shows the characters that would not be seen, or would turn the rest around", () => {
  const hidden = "a\u202e\u001b";
  const odd = facts({
    n_neurons: 2,
    neurons: { names: [hidden, "b"], groups: [hidden, "g"] },
    status: "failed",
    error: { message: hidden },
  });
  const shown = "a\\u202e\\u001b";
  assert.deepEqual([neuronName(odd, 0), neuronTitle(odd, 0), odd.groups[0].name], [shown, shown, shown]);
  assert.match(bannerOf(odd)?.bold ?? "", /^a\\u202e\\u001b/i);
});

test("groups take colours in turn; few neurons one each; many without groups are neutral", () => {
  assert.deepEqual(
    [0, 1, 2].map((neuron) => colourIndexOf(grouped, neuron)),
    [0, 1, 0],
  );
  assert.deepEqual(
    [0, 5].map((neuron) => colourIndexOf(facts(), neuron)),
    [0, 5],
  );
  assert.equal(colourIndexOf(facts({ n_neurons: 7 }), 3), -1);
});
