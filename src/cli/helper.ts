import { resolve } from "node:path";
import { createFile } from "../files/create";
import { FileError } from "../files/errors";
import { HELPER, HELPER_NAME } from "../fits/helper";
import { EXIT, type ExitCode } from "./exit-codes";
import { UsageError, type Values } from "./options";
import { Shown, shown } from "./shown";
import { shownPath, type Terminal } from "./terminal";

/** The Python helper is asked for. */
export interface HelperCommand {
  readonly kind: "helper";
  /** Where it is written to; printed when left out. */
  readonly out?: string;
}

/** Throws UsageError. */
export function parseHelper(others: readonly string[], { out }: Values): HelperCommand {
  if (others.length > 0)
    throw new UsageError(`helper takes nothing but --out FILE, e.g. spikeloop helper --out ${HELPER_NAME}`);
  return { kind: "helper", out };
}

/** Prints the Python helper, or writes it to a new file and prints that file's name. Returns the exit code. */
export function writeHelper({ out }: HelperCommand, terminal: Terminal): ExitCode {
  if (out === undefined) {
    terminal.out.write(
      Shown.lines(
        HELPER.trimEnd()
          .split("\n")
          .map((line) => shown`${line}`),
      ),
    );
    return EXIT.finished;
  }
  const file = resolve(out);
  try {
    createFile(file, HELPER);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const isThere = error.code === "EEXIST";
    terminal.err.write(shown`not written: ${error.message}${isThere ? "; give another --out" : ""}\n`);
    return isThere ? EXIT.badConfigOrUsage : EXIT.stoppedEarly;
  }
  terminal.out.write(shown`${shownPath(file)}\n`);
  return EXIT.finished;
}
