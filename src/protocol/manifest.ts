import type { output } from "zod";
import type { manifestSchema } from "./manifest-schema";

/** The contents of `run.glmrun.json`. */
export type RunManifest = Fixed<output<typeof manifestSchema>>;

/** How far the run's writer got. */
export type RunStatus = RunManifest["status"];

/** The status shown to users: also "interrupted", when the run's process is gone. */
export type ShownStatus = RunStatus | "interrupted";

/** Why a run stopped early. */
export type RunError = NonNullable<RunManifest["error"]>;

/** An argument that came from a file. */
export type InputFile = RunManifest["inputs"][number];

/** Deeply readonly. */
type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

/** The name of the manifest in a run folder. */
export const MANIFEST_FILE = "run.glmrun.json";
