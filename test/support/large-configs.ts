import { LARGEST } from "../../src/config/text/extent";

/** Texts that are as large as a config may be, and as hard to read as can be thought of, by name. `bytes`: of each, about. */
export function largeConfigs(bytes: number): ReadonlyMap<string, () => string> {
  /** As often as bytes, lists, keys and texts allow. */
  const fill = (piece: string | ((i: number) => string), separator = ","): string => {
    const pieces: string[] = [];
    let [length, lists, keys, texts] = [0, 20, 20, 40];
    for (let i = 0; ; i++) {
      const next = typeof piece === "string" ? piece : piece(i);
      length += next.length + separator.length;
      lists += next.match(/[[{]/g)?.length ?? 0;
      keys += next.match(/:/g)?.length ?? 0;
      texts += (next.match(/"/g)?.length ?? 0) / 2;
      const isFull = lists > LARGEST.lists || keys > LARGEST.keys || texts > LARGEST.texts;
      if (length > bytes || isFull) return pieces.join(separator);
      pieces.push(next);
    }
  };
  const list = (piece: string | ((i: number) => string), separator?: string): string => `[${fill(piece, separator)}]`;
  const config = (changes: Record<string, string>): string => {
    const members: Record<string, string> = {
      coupling_basis_matrix: '{"basis":"RaisedCosineLog","n_basis_funcs":2,"window_size":4}',
      coupling_coef: '{"fill":0}',
      intercepts: "[0,0]",
      n_time_bins: "10",
      ...changes,
    };
    return `{${Object.entries(members)
      .map(([key, value]) => `"${key}":${value}`)
      .join(",")}}`;
  };
  const input = (stimuli: string): string => config({ feedforward_coef: "[[1],[1]]", feedforward_input: stimuli });
  const nest = (depth: number, inner: string): string => "[".repeat(depth) + inner + "]".repeat(depth);

  return new Map<string, () => string>([
    // Numbers, rightly and wrongly nested
    ["numbers", () => config({ intercepts: list("0") })],
    ["long numbers", () => config({ intercepts: list("0.12345678901234567") })],
    ["numbers in lists of one", () => config({ coupling_coef: list("[[0]]") })],
    ["numbers in rows", () => config({ feedforward_coef: list("[0,0]"), feedforward_input: '"a.npy"' })],
    ["numbers in rows with a comment", () => config({ intercepts: `[/**/${fill("[0,0]")}]` })],
    ["numbers with a comment each", () => config({ intercepts: list("0/**/") })],
    ["numbers in uneven rows", () => config({ intercepts: list((i) => (i % 2 ? "[0]" : "[0,0]")) })],
    ["numbers that overflow", () => config({ intercepts: list("1e39") })],
    ["numbers beyond float64", () => config({ intercepts: list("1e999") })],
    ["one long number", () => config({ intercepts: `[${"1".repeat(bytes)}]` })],
    ["numbers and texts", () => config({ intercepts: list((i) => (i % 2 ? "0" : '"a"')) })],
    ["numbers and nulls", () => config({ intercepts: list("null") })],
    ["numbers and objects", () => config({ intercepts: list((i) => (i % 2 ? "0" : "{}")) })],
    ["numbers and lists", () => config({ intercepts: list((i) => (i % 2 ? "0" : "[]")) })],
    ["misspelled numbers", () => config({ intercepts: list(".5") })],
    ["a misspelled number after many", () => config({ intercepts: `[${fill("0")},NaN]` })],
    ["a misspelled number after many rows", () => config({ intercepts: `[${fill("[0]")},NaN]` })],
    ["a line of misspelled numbers each", () => config({ intercepts: list("NaN", ",\n") })],
    ["numbers without commas", () => config({ intercepts: list("0", " ") })],
    // Lists and objects
    ["empty lists", () => config({ intercepts: list("[]") })],
    ["empty objects", () => config({ intercepts: list("{}") })],
    ["empty objects at the root", () => list("{}")],
    ["objects as coupling", () => config({ coupling_coef: list("{}") })],
    ["objects of one key", () => config({ intercepts: list('{"a":0}') })],
    ["objects of one key as basis", () => config({ coupling_basis_matrix: list('{"a":0}') })],
    ["lists in lists", () => config({ intercepts: list(nest(40, "")) })],
    ["lists in lists that are too deep", () => config({ intercepts: list(nest(120, "")) })],
    ["objects in objects", () => config({ intercepts: list('{"a":'.repeat(40) + "0" + "}".repeat(40)) })],
    ["lists that do not end", () => "[".repeat(bytes)],
    ["lists that do not end, with a comma", () => "[,".repeat(bytes / 2)],
    ["a pair of brackets that does not end, again and again", () => `[${"[[],".repeat(bytes / 4)}`],
    ["brackets that close", () => "]".repeat(bytes)],
    ["objects that do not end", () => '{"a":'.repeat(bytes / 5)],
    ["objects without values", () => `{${fill('"a"')}}`],
    ["commas", () => `[${",".repeat(bytes)}]`],
    ["colons", () => `{${":".repeat(bytes)}}`],
    // Keys
    ["keys", () => `{${fill((i) => `"${i}":0`)}}`],
    ["keys of the config", () => `{${fill((i) => `"coupling_coef${i}":0`)}}`],
    ["doubled keys", () => `{${fill('"a":0')}}`],
    ["empty keys", () => `{${fill('"":0')}}`],
    ["doubled keys of the config", () => `{${fill('"intercepts":[0,0]')}}`],
    ["keys with lists", () => `{${fill((i) => `"${i}":[]`)}}`],
    ["keys with objects", () => `{${fill((i) => `"${i}":{}`)}}`],
    ["keys within objects", () => config({ intercepts: `{${fill((i) => `"${i}":0`)}}` })],
    ["keys within the coupling", () => config({ coupling_coef: `{${fill((i) => `"${i}":0`)}}` })],
    ["keys within filters", () => config({ coupling_coef: `{"filters":{${fill((i) => `"${i}":0`)}}}` })],
    ["keys within a stimulus", () => input(`[{"step":{${fill((i) => `"${i}":0`)}}}]`)],
    ["numbers as keys", () => `{${fill((i) => `"${i * 7919}":1`)}}`],
    ["keys without quotes", () => `{${fill((i) => `a${i}:0`)}}`],
    ["keys with escapes", () => `{${fill((i) => `"\\u0061${i}":0`)}}`],
    ["prototypes", () => `{${fill('"__proto__":{}')}}`],
    ["one long key", () => `{"${"a".repeat(bytes)}":0}`],
    ["a config again and again", () => fill(config({}))],
    ["configs in a list", () => list(config({}))],
    // Texts
    ["one long text", () => config({ title: `"${"a".repeat(bytes)}"` })],
    ["one text of escapes", () => config({ title: `"${"\\n".repeat(bytes / 2)}"` })],
    ["one text of Unicode escapes", () => config({ title: `"${"\\u00e9".repeat(bytes / 6)}"` })],
    ["one text of wrong escapes", () => config({ title: `"${"\\q".repeat(bytes / 2)}"` })],
    ["texts that do not end", () => list('"a', "\n")],
    ["short texts", () => config({ intercepts: list('"a"') })],
    ["short texts at the root", () => list('""')],
    ["quotes", () => '"'.repeat(bytes)],
    ["a long file name", () => config({ intercepts: `"${"a/".repeat(bytes / 2)}"` })],
    ["a long file name of dots", () => config({ intercepts: `"${"../".repeat(bytes / 3)}x.npy"` })],
    ["a long file name in quotes", () => config({ intercepts: `"${"%20".repeat(bytes / 3)}.npy"` })],
    ["a long name of an inverse link", () => config({ inverse_link_function: `"${"jax.".repeat(bytes / 4)}"` })],
    ["a long name of a basis", () => config({ coupling_basis_matrix: `{"basis":"${"Conv".repeat(bytes / 4)}"}` })],
    // Neurons
    ["names", () => config({ neurons: `{"names":${list((i) => `"${i}"`)}}` })],
    ["equal names", () => config({ neurons: `{"names":${list('"a"')}}` })],
    ["pairs of names", () => config({ neurons: `{"names":${list((i) => `"${i >> 1}"`)}}` })],
    [
      "names and groups",
      () => {
        const half = `[${fill((i) => `"${i}"`)
          .slice(0, bytes / 2)
          .replace(/,[^,]*$/, "")}]`;
        return config({ neurons: `{"names":${half},"groups":${half}}` });
      },
    ],
    ["numbers as names", () => config({ neurons: `{"names":${list("0")}}` })],
    ["lists as names", () => config({ neurons: `{"names":${list("[]")}}` })],
    ["objects as names", () => config({ neurons: `{"names":${list("{}")}}` })],
    // Bases
    [
      "widths",
      () =>
        config({
          coupling_basis_matrix: `{"basis":"RaisedCosineLinear","n_basis_funcs":2,"window_size":4,"width":${list("1")}}`,
        }),
    ],
    [
      "decay rates",
      () =>
        config({
          coupling_basis_matrix: `{"basis":"OrthExponential","n_basis_funcs":2,"window_size":4,"decay_rates":${list("1")}}`,
        }),
    ],
    [
      "decay rates that are lists",
      () =>
        config({
          coupling_basis_matrix: `{"basis":"OrthExponential","n_basis_funcs":2,"window_size":4,"decay_rates":${list("[]")}}`,
        }),
    ],
    [
      "a decay rate for each of as many functions",
      () => {
        const rates = list((i) => String(i + 1));
        const count = rates.split(",").length;
        return config({
          coupling_basis_matrix: `{"basis":"OrthExponential","n_basis_funcs":${count},"window_size":${count},"decay_rates":${rates}}`,
        });
      },
    ],
    // Shapes and keys
    ["a shape of many axes", () => config({ coupling_coef: `{"fill":0,"shape":${list("1")}}` })],
    ["a shape of lists", () => config({ coupling_coef: `{"fill":0,"shape":${list("[]")}}` })],
    ["a key of many numbers", () => config({ random_key: list("0") })],
    ["a key of many texts", () => config({ random_key: list('"a"') })],
    // Stimuli
    ["stimuli", () => input(list('{"constant":{"amplitude":1}}'))],
    ["stimuli of the same bins", () => input(list('{"step":{"start":0,"duration":9,"amplitude":1}}'))],
    ["stimuli that begin too late", () => input(list('{"step":{"start":99,"duration":9,"amplitude":1}}'))],
    ["noise", () => input(list('{"normal":{"seed":0}}'))],
    ["sines", () => input(list('{"sine":{"period":9,"amplitude":1}}'))],
    ["stimuli to one neuron", () => input(list('{"constant":{"amplitude":1},"neurons":[0]}'))],
    ["stimuli to no neuron", () => input(list('{"constant":{"amplitude":1},"neurons":[]}'))],
    ["stimuli to neurons that are not there", () => input(list('{"constant":{"amplitude":1},"neurons":[9]}'))],
    ["a stimulus to neurons by names", () => input(`[{"constant":{"amplitude":1},"neurons":${list('"a"')}}]`)],
    ["a stimulus to neurons again and again", () => input(`[{"constant":{"amplitude":1},"neurons":${list("0")}}]`)],
    ["a stimulus to neurons that are lists", () => input(`[{"constant":{"amplitude":1},"neurons":${list("[]")}}]`)],
    ["stimuli of wrong kinds", () => input(list('{"steps":{"start":0}}'))],
    ["stimuli of two kinds", () => input(list('{"constant":{"amplitude":1},"sine":{}}'))],
    ["stimuli of no kind", () => input(list("{}"))],
    ["stimuli that are numbers", () => input(`[{"constant":{"amplitude":1}},${fill("0")}]`)],
    ["stimuli that are lists", () => input(`[{"constant":{"amplitude":1}},${fill("[]")}]`)],
    ["stimuli with wrong amplitudes", () => input(list('{"constant":{"amplitude":"1"}}'))],
    ["stimuli with wrong features", () => input(list('{"constant":{"amplitude":1},"feature":-1}'))],
    ["wrong stimuli after right ones", () => input(`[${fill('{"constant":{"amplitude":1}}')},0,{},[]]`)],
    ["stimuli with many keys", () => input(list('{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"constant":{}}'))],
    ["stimuli with doubled keys", () => input(list('{"constant":{"amplitude":1},"constant":{"amplitude":1}}'))],
    ["many features", () => input(list((i) => `{"constant":{"amplitude":1},"feature":${i}}`))],
    // Blanks and comments
    ["blanks", () => " ".repeat(bytes)],
    ["blanks before a config", () => " ".repeat(bytes) + config({})],
    ["line feeds", () => "\n".repeat(bytes) + config({})],
    ["carriage returns", () => "\r".repeat(bytes) + config({})],
    ["both", () => "\r\n".repeat(bytes / 2) + config({})],
    ["comments", () => "/**/".repeat(bytes / 4) + config({})],
    ["line comments", () => "//\n".repeat(bytes / 3) + config({})],
    ["a comment that does not end", () => config({}) + "/*".repeat(bytes / 2)],
    ["slashes", () => "/ ".repeat(bytes / 2)],
    ["numbers on lines of their own", () => config({ intercepts: list("0", ",\r\n") })],
    ["numbers on lines of their own, with a mistake", () => config({ intercepts: list("0", ",\r\n") }) + "]"],
    ["rows on lines of their own, with a mistake", () => config({ intercepts: list("[0]", ",\r\n") }) + "]"],
    // What is no config
    ["letters", () => "a".repeat(bytes)],
    ["words", () => fill("a", " ")],
    ["lines of words", () => fill("a", "\n")],
    ["zeros", () => "0".repeat(bytes)],
    ["minus signs", () => "-".repeat(bytes)],
    ["null characters", () => "\0".repeat(bytes)],
    ["letters that are no ASCII", () => "é".repeat(bytes / 2)],
    ["byte order marks", () => "\ufeff".repeat(bytes / 3)],
    ["many numbers after the config", () => config({}) + " " + fill("0", " ")],
  ]);
}
