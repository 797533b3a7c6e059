/**
 * What is needed only once something is done: its own bundle (dist/late.js), so that reading it does not slow down the start of
 * every window. It is imported dynamically only.
 */
export { restoreArray, misfitOf } from "../runs/restore-array";
export { configOfRun } from "../runs/config-of-run";
export { deleteFiles, planDeletion } from "../runs/deletion";
export { runsFolderOf } from "../runs/write/folders";
export { readManifestAsync, RunDamagedError, shownStatus } from "../runs/manifest/read";
export { forReaders } from "../runs/manifest/for-readers";
export { startSimulation } from "../worker/simulation";
export { WarmThread } from "../worker/warm";
