import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ANYWHERE } from "../../../src/files/access";
import { configPlaces, likeliestConfig } from "../../../src/runs/config-of-run";

const root = mkdtempSync(join(realpathSync(tmpdir()), "spikeloop-config-of-run-"));
after(() => rmSync(root, { recursive: true }));
const at = (...parts: string[]): string => join(root, ...parts);
const anywhere = { access: ANYWHERE };

describe("the config of a run", () => {
  test("lies beside its runs folder, which is where the manifest says", () => {
    assert.deepEqual(configPlaces(at("net.runs", "r1"), "../../net.glm.json", anywhere), [at("net.glm.json")]);
    assert.equal(configPlaces(at("net.runs", "r1"), "../../net.json", anywhere)[0], at("net.json"));
  });

  test("lies beside a runs folder that was renamed or moved with it, though the manifest still says the old path", () => {
    assert.deepEqual(configPlaces(at("new.runs", "r1"), "../../net.glm.json", anywhere), [
      at("new.glm.json"),
      at("net.glm.json"),
    ]);
    assert.equal(
      configPlaces(at("b", "net.runs", "r1"), at("a", "net.glm.json"), anywhere)[0],
      at("b", "net.glm.json"),
    );
  });

  test("is the one whose path a folder in the runs root mirrors", () => {
    const places = { ...anywhere, runsRoots: [at("elsewhere"), at("runs")] };
    assert.equal(
      configPlaces(at("runs", "nets", "net.runs", "r1"), "../../../../models/net.glm.json", places)[0],
      at("nets", "net.glm.json"),
    );
    assert.equal(
      configPlaces(at("runs", "models", "net.runs", "r1"), "../../../../models/net.glm.json", places)[0],
      at("models", "net.glm.json"),
    );
    // Outside of the root's parent the whole path is mirrored.
    assert.equal(
      configPlaces(at("ws", "runs", "data", "net.runs", "r1"), "x", { ...anywhere, runsRoots: [at("ws", "runs")] })[0],
      at("ws", "data", "net.glm.json"),
    );
  });

  test("of a run in a folder of its own is where the manifest says", () => {
    assert.deepEqual(configPlaces(at("results"), "configs/net.glm.json", anywhere), [
      at("results", "configs", "net.glm.json"),
    ]);
  });

  test("is not looked for where nothing may be opened", () => {
    const within = { access: { within: [root] } };
    assert.deepEqual(configPlaces(at("results"), "/etc/passwd", within), []);
    assert.deepEqual(configPlaces(at("results"), "../../../../../../etc/passwd", within), []);
    assert.equal(likeliestConfig(at("results"), "/etc/net.glm.json", within), at("net.glm.json"));
    mkdirSync(at("out"));
    symlinkSync(tmpdir(), at("out", "link"));
    writeFileSync(at("net.glm.json"), "{}");
    assert.deepEqual(configPlaces(at("net.runs", "r1"), "../../out/link/net.glm.json", within), [at("net.glm.json")]);
  });
});
