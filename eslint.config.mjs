import { readdirSync } from "node:fs";
import { join } from "node:path";
import tseslint from "typescript-eslint";
import { importX } from "eslint-plugin-import-x";

const root = import.meta.dirname;

/** Who may import whom: room -> the rooms of src/ it may use besides itself. What is not listed is forbidden. */
const PURE = ["text", "arrays", "random", "model", "kernel", "protocol"];
const MAY_USE = {
  text: [],
  arrays: ["text"],
  random: [],
  protocol: ["text"],
  model: ["arrays", "random"],
  kernel: ["arrays", "model", "random"],
  files: ["text", "arrays"],
  fits: ["text", "arrays", "random", "model", "files"],
  config: [...PURE, "files", "fits"],
  runs: [...PURE, "files", "fits", "config"],
  simulation: [...PURE, "files", "fits", "config", "runs"],
  worker: [...PURE, "files", "fits", "config", "runs", "simulation"],
  cli: [...PURE, "files", "fits", "config", "runs", "simulation", "worker"],
  host: [...PURE, "files", "fits", "config", "runs", "simulation", "worker"],
};
const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const here = (path) => join(root, path);

const zones = [
  ...rooms.map((room) => ({
    target: here(`src/${room}`),
    from: here("src"),
    except: [room, ...(MAY_USE[room] ?? [])].map((name) => `./${name}`),
    message: `src/${room} may import only: ${[room, ...(MAY_USE[room] ?? [])].join(", ")}.`,
  })),
  {
    target: here("src/cli.ts"),
    from: [here("src/host"), here("src/extension.ts")],
    message: "The command line knows nothing of VS Code.",
  },
  {
    target: here("src"),
    from: [here("webview"), here("test"), here("scripts")],
    message: "src/ is used by the webview, the tests and the scripts, not the other way round.",
  },
  {
    target: here("webview"),
    from: here("src"),
    except: ["./protocol", "./text", "./analysis", "./arrays/ndarray.ts"],
    message: "The webview may import only protocol, text, analysis and the types of arrays.",
  },
  {
    target: here("webview"),
    from: [here("test"), here("scripts")],
    message: "What ships imports neither tests nor scripts.",
  },
  {
    target: readdirSync(here("test"))
      .filter((tier) => tier !== "in-host")
      .map((tier) => here(`test/${tier}`)),
    from: [here("src/host"), here("src/extension.ts")],
    message: "What imports vscode is tested inside VS Code: test/in-host.",
  },
];

/** What waits for a pipe, never ends on a device and follows links anywhere: files are opened for reading by src/files/open.ts only. */
const READERS = ["readFileSync", "readFile", "createReadStream", "readSync", "read", "opendir", "opendirSync"];
const readByOurselves = ["node:fs", "node:fs/promises", "fs", "fs/promises"].map((name) => ({
  name,
  importNames: READERS,
  message:
    "Open files for reading by src/files/open.ts: it refuses what is no regular file, or lies outside of a workspace that is not trusted.",
}));
const openedToRead = {
  selector: "CallExpression[callee.name=/^open(Sync)?$/]:matches([arguments.length=1], [arguments.1.value=/^rs?$/])",
  message: "Open files for reading by src/files/open.ts.",
};

const onlyHost = { regex: "^vscode$", message: "Only src/host and src/extension.ts know VS Code." };

/** A room without Node: neither its modules nor its globals. */
const withoutNode = (message, globals = [], forbidden = []) => ({
  "no-restricted-imports": ["error", { patterns: [{ regex: "^(vscode|node:.*|fs|path|os)(/|$)", message }] }],
  "no-restricted-globals": [
    "error",
    ...["process", "Buffer", "require", "__dirname", ...globals].map((name) => ({ name, message })),
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "ImportExpression", message: "Import at the top, where the rules of who may import whom see it." },
    ...forbidden,
  ],
});

/** What makes elements of a text: properties and calls of the DOM, attributes of JSX, and what is spread into them. */
const MARKUP =
  "/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|write|writeln|createContextualFragment|parseFromString|dangerouslySetInnerHTML|srcdoc)$/i";
const markup = {
  selector: `MemberExpression[property.name=${MARKUP}], JSXAttribute[name.name=${MARKUP}], Property[key.name=${MARKUP}]`,
  message: "Build elements by JSX or webview/chrome/dom.ts: a stranger may have written the text.",
};

/**
 * What shows words to a person; src/host/shared/messages.ts and markdown.ts wrap it, so that no text of a stranger becomes a link, an icon
 * or markup.
 */
const SHOWS =
  "/^(show(Information|Warning|Error)Message|showQuickPick|createQuickPick|showInputBox|createInputBox|showSaveDialog|showOpenDialog|setStatusBarMessage|createStatusBarItem|withProgress)$/";
const MADE_OF_WORDS = "/^(MarkdownString|CodeLens|TreeItem)$/";
const shownInOnePlace = [
  `MemberExpression[property.name=${SHOWS}]`,
  `ObjectPattern > Property[key.name=${SHOWS}]`,
  `NewExpression[callee.property.name=${MADE_OF_WORDS}]`,
  `NewExpression[callee.name=${MADE_OF_WORDS}]`,
].map((selector) => ({
  selector,
  message: "Show words by src/host/shared/messages.ts and markdown.ts, which make mere text of them.",
}));

/** TypeScript to the eye, but compiled to WebAssembly: only its lines are looked at. */
const ASSEMBLY_SCRIPT = ["src/**/assembly/**", "test/bench/floor/**"];

export default tseslint.config(
  {
    ignores: ["dist/", "out/", "node_modules/", ".vscode-test/", ".venv*/"],
  },
  { ignores: ASSEMBLY_SCRIPT, extends: [tseslint.configs.recommended] },
  { files: ASSEMBLY_SCRIPT, languageOptions: { parser: tseslint.parser } },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: ASSEMBLY_SCRIPT,
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".tsx", ".mjs"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver": { node: { extensions: [".ts", ".tsx", ".mjs", ".js"] } },
    },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones }],
      "no-restricted-imports": ["error", { patterns: [onlyHost] }],
      eqeqeq: "error",
    },
  },
  {
    files: PURE.map((room) => `src/${room}/**`),
    rules: withoutNode("This room is pure: no vscode, no Node, no DOM.", ["window", "document", "self", "navigator"]),
  },
  { files: ["webview/**"], rules: withoutNode("The webview is a page: no vscode, no Node.", [], [markup]) },
  {
    files: ["src/**"],
    ignores: ["src/files/**", ...PURE.map((room) => `src/${room}/**`)],
    rules: { "no-restricted-syntax": ["error", openedToRead] },
  },
  {
    files: ["src/host/**", "src/extension.ts"],
    ignores: ["src/host/shared/messages.ts", "src/host/shared/markdown.ts"],
    rules: { "no-restricted-syntax": ["error", openedToRead, ...shownInOnePlace] },
  },
  {
    files: ["src/{config,runs,simulation,worker,cli}/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [onlyHost], paths: readByOurselves }] },
  },
  {
    files: ["src/host/**", "src/extension.ts"],
    rules: { "no-restricted-imports": ["error", { paths: readByOurselves }] },
  },
  { files: ["test/in-host/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/host/**", "src/extension.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "/config/",
              allowTypeImports: true,
              message: "The analysis thread looks at configs (src/worker/analysis.ts): the host has only their types.",
            },
          ],
        },
      ],
    },
  },
  { files: ["test/**"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
  {
    // Prettier breaks code; this finds comments that are too long. Texts for people stay whole, so that they can be searched for.
    rules: {
      "max-len": [
        "error",
        { code: 140, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
    },
  },
);
