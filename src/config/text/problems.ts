import { shorten } from "../../text/shorten";
import type { ConfigDocument, Path, Place } from "./document";
import type { Problem } from "../types";

/** Optional parts of a problem. */
export interface ProblemDetails {
  readonly severity?: Problem["severity"];
  readonly syntax?: boolean;
  readonly related?: { readonly path: Path; readonly message: string };
}

/** The most errors, and the most warnings, reported for one config; beyond that one line says that there are more. */
export const MAX_REPORTED = 100;
/** Longer messages are cut: they quote a file rather than describe it. */
const LONGEST_MESSAGE = 1000;

type Severity = Problem["severity"];

/** Collects the problems of one config. */
export class Problems {
  private readonly found: Problem[] = [];
  private readonly reported = new Set<string>();
  /** Keys of the config that have errors. */
  private readonly wrongKeys = new Set<string | number>();
  private readonly counts: Record<Severity, number> = { error: 0, warning: 0 };
  /** The first problem of each severity that is not listed. */
  private readonly firstOmitted: Partial<Record<Severity, Problem>> = {};

  constructor(readonly document: ConfigDocument) {}

  /** Something is wrong with the value at `path`. */
  atValue(path: Path, message: string | (() => string), details?: ProblemDetails): void {
    this.at(this.document.valuePlace(path), path, message, details);
  }

  /** Something is wrong with the key that `path` ends with. */
  atKey(path: Path, message: string | (() => string), details?: ProblemDetails): void {
    this.at(this.document.keyPlace(path), path, message, details);
  }

  /** A message that is costly to build is given as a function, called only when the problem is within the limit. */
  at(
    place: Place,
    path: Path,
    message: string | (() => string),
    { severity = "error", syntax, related }: ProblemDetails = {},
  ): void {
    if (severity === "error" && path.length > 0) this.wrongKeys.add(path[0]);
    if (this.firstOmitted[severity]) {
      this.counts[severity]++;
      return;
    }
    const words = shorten(typeof message === "string" ? message : message(), LONGEST_MESSAGE);
    const name = `${severity} ${place.offset} ${words}`;
    if (this.reported.has(name)) return;
    this.counts[severity]++;
    const { offset, length } = this.withinText(place);
    const { lines } = this.document;
    const begin = lines.at(offset);
    const end = lines.at(offset + length);
    const problem = {
      file: this.document.file,
      ...begin,
      offset,
      length,
      ...(end.line === begin.line ? {} : { end }),
      severity,
      message: words,
      path,
      ...(syntax ? { syntax } : {}),
      ...(related ? { related: this.related(related.path, related.message) } : {}),
    };
    if (this.counts[severity] > MAX_REPORTED) this.firstOmitted[severity] = problem;
    else {
      this.reported.add(name);
      this.found.push(problem);
    }
  }

  /** Whether something is wrong with the value of a key, or within it. */
  below(key: string): boolean {
    return this.wrongKeys.has(key);
  }

  get hasErrors(): boolean {
    return this.counts.error > 0;
  }

  /** All reported problems, sorted by place; if some were omitted, a last one says so. */
  sorted(): Problem[] {
    const more = Object.values(this.firstOmitted).map((problem) => ({
      ...problem,
      message: `and more: of the ${problem.severity}s of this config, the first ${MAX_REPORTED} that were found are listed`,
    }));
    return [...this.found.toSorted((a, b) => a.offset - b.offset), ...more];
  }

  /** Clips a place to the text: parsers may report one beyond its end. */
  private withinText({ offset, length }: Place): Place {
    const end = this.document.text.length;
    const begin = Math.max(0, Math.min(offset, end));
    return { offset: begin, length: Math.max(0, Math.min(length, end - begin)) };
  }

  private related(path: Path, message: string): Problem["related"] {
    const place = this.document.valuePlace(path);
    return { ...place, ...this.document.lines.at(place.offset), message };
  }
}
