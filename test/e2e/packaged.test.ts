import assert from "node:assert/strict";
import { rmSync, statSync } from "node:fs";
import { describe } from "node:test";
import { packExtension } from "../../scripts/lib/pack.mjs";
import { itInWindow } from "./support/it-in-window";
import { simulate, TWO_NEURONS } from "./support/runs";

describe("the packed extension", () => {
  let vsix = "";
  const it = itInWindow(async () => {
    vsix = await packExtension();
    return { extensions: [vsix] };
  });

  it("is below one megabyte, installs into a clean VS Code and simulates the example", async (workbench) => {
    assert.ok(statSync(vsix).size < 1_000_000);
    const { manifest } = await simulate(workbench, TWO_NEURONS, 1);
    assert.equal(manifest.spikes_total, 1);
    rmSync(vsix);
  });
});
