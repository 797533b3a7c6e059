import type { output } from "zod";
import type { manifestSchema } from "./manifest-schema";

/** What `run.glmrun.json` says of a run. */
export type RunManifest = Fixed<output<typeof manifestSchema>>;

export type RunStatus = RunManifest["status"];

/** What a reader shows: a status, or a run whose process is gone. */
export type ShownStatus = RunStatus | "interrupted";

/** Why a run stopped early. */
export type RunError = NonNullable<RunManifest["error"]>;

/** An argument that came from a file. */
export type InputFile = RunManifest["inputs"][number];

/** Readonly at every depth. */
type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

/** The name of the manifest in a run folder. */
export const MANIFEST_FILE = "run.glmrun.json";
