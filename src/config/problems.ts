import type { ConfigDocument, Path, Place } from "./document";
import type { Problem } from "./types";

/** A problem as compilers print it, so that editors and terminals can jump to it: `file:line:column: error: message`. */
export function problemText({ file, line, column, severity, message }: Problem): string {
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}

/** What a problem may say besides its message. */
export interface ProblemDetails {
  readonly severity?: Problem["severity"];
  readonly syntax?: boolean;
  readonly related?: { readonly path: Path; readonly message: string };
}

/** Collects the problems of one config. */
export class Problems {
  readonly #found: Problem[] = [];

  constructor(readonly document: ConfigDocument) {}

  /** Something is wrong with the value at `path`. */
  atValue(path: Path, message: string, details?: ProblemDetails): void {
    this.at(this.document.valuePlace(path), path, message, details);
  }

  /** Something is wrong with the key that `path` ends with. */
  atKey(path: Path, message: string, details?: ProblemDetails): void {
    this.at(this.document.keyPlace(path), path, message, details);
  }

  at(place: Place, path: Path, message: string, { severity = "error", syntax, related }: ProblemDetails = {}): void {
    if (this.#found.some((problem) => problem.offset === place.offset && problem.message === message)) return;
    this.#found.push({
      file: this.document.file,
      ...this.document.lines.at(place.offset),
      offset: place.offset,
      length: place.length,
      severity,
      message,
      path,
      ...(syntax ? { syntax } : {}),
      ...(related ? { related: this.#related(related.path, related.message) } : {}),
    });
  }

  /** Whether an error was found at `path` or below it. */
  below(path: Path): boolean {
    return this.#found.some(({ severity, path: found }) => severity === "error" && path.every((part, i) => found[i] === part));
  }

  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === "error");
  }

  /** All of them, from the top of the text down. */
  sorted(): Problem[] {
    return [...this.#found].sort((a, b) => a.offset - b.offset);
  }

  #related(path: Path, message: string): Problem["related"] {
    const place = this.document.valuePlace(path);
    return { ...place, ...this.document.lines.at(place.offset), message };
  }
}
