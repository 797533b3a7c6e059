import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { readConfigFile } from "../../../../src/config/text/decode";
import { ANYWHERE, type FileAccess } from "../../../../src/files/access";
import { folder, messages, plan, put, SMALL } from "../configs";
import { writeNpy } from "../../../support/npy";

const ARRAY = writeNpy({ data: new Float32Array(2), shape: [2] }, "<f4");
for (const name of [
  "arrays/intercepts.npy",
  "arrays/Gr\u00f6\u00dfe.npy",
  "arrays/my file.npy",
  "arrays/deep/weights.npz",
  "here.npy",
])
  put(name, ARRAY);

/** What is said of a file of this name, without where the config lies. */
function said(file: string, access: FileAccess = ANYWHERE): string {
  const [message, ...others] = messages(plan({ ...SMALL, intercepts: file }, {}, access));
  assert.deepEqual(others, []);
  return message.replaceAll(`${folder}/`, "");
}

const HINTS: Readonly<Record<string, RegExp>> = {
  "arrays\\intercepts.npy": /; folders are separated by \/ in a config: write "arrays\/intercepts\.npy"$/,
  "arrays\\interceps.npy": /: write "arrays\/interceps\.npy", but did you mean "arrays\/intercepts\.npy"\?$/,
  "arrays/intercepts.npy ": /; blanks and quotes around a name are a part of it: write "arrays\/intercepts\.npy"$/,
  " here.npy\n": /: write "here\.npy"$/,
  "'here.npy'": /: write "here\.npy"$/,
  "   ": /; blanks are no name of a file$/,
  [pathToFileURL(join(folder, "here.npy")).href]:
    /; a file is named by its path, not by an address: write "[^"]*here\.npy"$/,
  "https://example.org/a.npy": /; files are not fetched from an address: download it, and name the file here$/,
  "s3://bucket/a.npy": /; files are not fetched from an address/,
  "~/a.npy": new RegExp(`; ~ is not expanded: write "${homedir()}/a\\.npy"`),
  "$HOME/a.npy": /; variables are not expanded: write the path itself$/,
  "%USERPROFILE%/a.npy": /; variables are not expanded/,
  "C:\\data\\a.npy": /; this is a path of Windows, and paths of this machine begin with \/$/,
  "c:/data/a.npy": /; this is a path of Windows/,
  "\\\\server\\share\\a.npy": /; this is a network path of Windows/,
  "arrays/my%20file.npy": /; names are not percent-encoded in a config: write "arrays\/my file\.npy"$/,
  "arrays/Intercepts.NPY": /; did you mean "arrays\/intercepts\.npy"\? Capitals and small letters are different here$/,
  "Arrays/intercepts.npy": /; did you mean "arrays\/intercepts\.npy"\? Capitals/,
  "arrays/Gro\u0308\u00dfe.npy":
    /; did you mean "arrays\/Gr\u00f6\u00dfe\.npy"\? Its letters look the same, but are stored in another form of Unicode \(NFC, not NFD\)$/,
  "arrays/interceps.npy": /; did you mean "arrays\/intercepts\.npy"\?$/,
  "arrays/intercepts.npz": /; did you mean "arrays\/intercepts\.npy"\?$/,
  "arrays/intercepts.csv": /; did you mean "arrays\/intercepts\.npy"\?$/,
  "arays/intercepts.npy": /; there is no folder arays in .*; did you mean "arrays\/intercepts\.npy"\?$/,
  "nowhere/else/a.npy": /; there is no folder nowhere in /,
  "here.npy/a.npy": /there is no file here\.npy\/a\.npy: a part of the path is not a folder/,
  "a\u0000b.npy": /^a file name holds no zero character$/,
};

for (const [file, hint] of Object.entries(HINTS)) {
  test(`${JSON.stringify(file)}: told what to write`, { skip: process.platform === "win32" }, () =>
    assert.match(said(file), hint),
  );
}

test("a name like no other is only told to be missing", () => {
  assert.equal(said("something-else-entirely.npy"), "there is no file something-else-entirely.npy");
});

test("what exists by such a name is read", { skip: process.platform === "win32" }, () => {
  for (const name of ["odd\\name.npy", "~a.npy", "100%25.npy", " b.npy"]) {
    put(name, ARRAY);
    assert.deepEqual(messages(plan({ ...SMALL, intercepts: name })), []);
  }
});

test("a folder that must not be looked at is not looked at", () => {
  mkdirSync(join(folder, "inside"));
  const access = { within: [join(folder, "inside")] };
  const config = { ...SMALL, intercepts: "../heer.npy" };
  assert.match(messages(plan(config, {}, access))[0], /lies outside of this workspace/);
  assert.doesNotMatch(said("inside/heer.npy", access), /did you mean/);
});

test("very long and very odd names end in a message", () => {
  for (const name of [
    "x".repeat(100_000),
    "a/".repeat(20_000),
    "..",
    ".",
    "/",
    "\u001b[31m",
    "%E0%A4%A",
    "file:",
    "file://host/x.npy",
    "file:///%zz",
  ]) {
    for (const message of messages(plan({ ...SMALL, intercepts: name })))
      assert.ok(message.length > 5 && message.length <= 1001, name.slice(0, 20));
  }
});

test("a config that is missing gets the nearest name too", () => {
  put("two-neurons.glm.json", "{}");
  assert.throws(
    () => readConfigFile(join(folder, "two-neuron.glm.json")),
    /there is no file .*two-neuron\.glm\.json; did you mean ".*two-neurons\.glm\.json"\?/,
  );
});
