import tseslint from "typescript-eslint";
import { importX } from "eslint-plugin-import-x";

/** Who may import whom: room -> the rooms of src/ it may use besides itself. What is not listed is forbidden. */
const PURE = ["arrays", "random", "model", "kernel", "protocol"];
const MAY_USE = {
  arrays: [],
  random: [],
  protocol: [],
  model: ["arrays", "random", "kernel"],
  kernel: ["model", "random"],
  files: ["arrays"],
  config: [...PURE, "files"],
  runs: [...PURE, "files", "config", "worker/messages.ts"],
  worker: [...PURE, "files", "config", "runs"],
  host: [...PURE, "files", "config", "runs", "worker"],
};
const zones = Object.entries(MAY_USE).map(([room, allowed]) => ({
  target: `./src/${room}`,
  from: "./src",
  except: [room, ...allowed].map((name) => `./${name}`),
  message: `src/${room} may import only: ${[room, ...allowed].join(", ")}.`,
}));
const purity = { group: ["vscode", "node:*", "fs", "path", "os"], message: "This room is pure: no vscode, no Node, no DOM." };

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", ".vscode-test/", ".venv/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".mjs", ".js"] } } },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", {
        zones: [
          ...zones,
          { target: "./webview", from: "./src", except: ["./protocol", "./analysis", "./arrays/ndarray.ts"], message: "The webview may import only protocol, analysis and the types of arrays." },
          { target: "./src", from: "./webview", message: "Only the bundle's entry knows the webview." },
        ],
      }],
      "no-restricted-imports": ["error", { patterns: [{ group: ["vscode"], message: "Only src/host and src/extension.ts know VS Code." }] }],
      eqeqeq: "error",
    },
  },
  { files: [...PURE.map((room) => `src/${room}/**`), "webview/**"], rules: { "no-restricted-imports": ["error", { patterns: [purity] }] } },
  { files: ["src/host/**", "src/extension.ts", "test/vscode/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["test/**"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
);
