import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import type * as JsonLanguageService from "vscode-json-languageservice";
import { glmSchema } from "../../../../src/config/schema/json-schema";
import { planConfig } from "../../../../src/config/plan";

// A CommonJS package whose names Node does not see from outside.
const { getLanguageService, TextDocument } = createRequire(import.meta.url)(
  "vscode-json-languageservice",
) as typeof JsonLanguageService;

const markdown = {
  textDocument: {
    completion: { completionItem: { documentationFormat: ["markdown" as const] } },
    hover: { contentFormat: ["markdown" as const] },
  },
};
const service = getLanguageService({ clientCapabilities: markdown });
service.configure({
  schemas: [
    { uri: "glm.schema.json", fileMatch: ["*.glm.json"], schema: glmSchema() as JsonLanguageService.JSONSchema },
  ],
});

/** A config whose text has a | where the cursor is. */
function open(marked: string) {
  const offset = marked.indexOf("|");
  const document = TextDocument.create("file:///a.glm.json", "json", 1, marked.replace("|", ""));
  return { document, tree: service.parseJSONDocument(document), position: document.positionAt(offset) };
}

async function completions(marked: string): Promise<string[]> {
  const { document, tree, position } = open(marked);
  return ((await service.doComplete(document, position, tree))?.items ?? []).map(({ label }) => label);
}

async function hover(marked: string): Promise<string> {
  const { document, tree, position } = open(marked);
  return JSON.stringify((await service.doHover(document, position, tree))?.contents ?? "");
}

async function complaints(text: string): Promise<string[]> {
  const { document, tree } = open(text);
  return (await service.doValidation(document, tree, { comments: "error", trailingCommas: "error" })).map(
    ({ message }) => String(message),
  );
}

test("every argument of NeMoS and every key of ours is completed and explained", async () => {
  const keys = await completions("{|}");
  for (const key of [
    "coupling_coef",
    "coupling_basis_matrix",
    "intercepts",
    "feedforward_coef",
    "feedforward_input",
    "init_y",
    "random_key",
    "inverse_link_function",
    "arithmetic",
    "n_time_bins",
    "bin_size",
    "neurons",
    "title",
    "description",
  ]) {
    assert.ok(keys.includes(key), key);
    assert.ok((await hover(`{ "${key}|": 1 }`)).length > 30, `nothing is said of ${key}`);
  }
});

test("values are offered: links, bases, sources of arrays, stimuli", async () => {
  assert.deepEqual(
    await completions('{ "inverse_link_function": | }'),
    ["softplus", "exp", "logistic", "norm_cdf", "one_over_x", "identity"].map((link) => `"${link}"`),
  );
  assert.ok((await completions('{ "coupling_basis_matrix": | }')).includes("CyclicBSpline"));
  assert.ok((await completions('{ "coupling_basis_matrix": { "basis": "|" } }')).includes('"OrthExponential"'));
  assert.ok((await completions('{ "intercepts": { | } }')).includes("fill"));
  assert.ok((await completions('{ "feedforward_input": [|] }')).includes('{ "sine": … }'));
});

test("a basis is completed with its own parameters, whichever ending its name has", async () => {
  const splines = await completions('{ "coupling_basis_matrix": { "basis": "BSplineConv", | } }');
  assert.ok(splines.includes("order") && splines.includes("window_size"));
  assert.ok(!splines.includes("time_scaling") && !splines.includes("decay_rates"));
  assert.match(await hover('{ "coupling_basis_matrix": { "basis": "RaisedCosineLog", "width|": 2 } }'), /bump/);
});

test("a stimulus is completed with its own parameters", async () => {
  assert.deepEqual(await completions('{ "feedforward_input": [{ "step": { | } }] }'), [
    "start",
    "duration",
    "amplitude",
  ]);
});

test("comments and trailing commas are fine", async () => {
  assert.deepEqual(await complaints('{ // a comment\n  "intercepts": [1, 2,], /* and another */\n}'), []);
});

test("nothing that Spikeloop reports is reported a second time", async () => {
  const folder = "test/fixtures/bad-configs";
  let tried = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".glm.json"))) {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    // Mistakes in the JSON itself are left to the editor, which is why they are marked.
    if (planConfig(`${folder}/${name}`, text).problems.some(({ syntax }) => syntax)) continue;
    assert.deepEqual(await complaints(text), [], name);
    tried++;
  }
  assert.ok(tried > 50);
});
