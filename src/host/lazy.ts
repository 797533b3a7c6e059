/**
 * Code that is needed only once a command runs. It is its own bundle (dist/lazy.js), so that loading it does not slow
 * down the start of every window. Import it dynamically only.
 */
export { askAboutFit } from "./fits/ask-about-fit";
export { HELPER, HELPER_NAME } from "../fits/helper";
export { restoreArray, misfitOf } from "../runs/restore-array";
export { configOfRun } from "../runs/config-of-run";
export { deleteFiles, planDeletion } from "../runs/deletion";
export { runsFolderOf } from "../runs/write/folders";
export { readManifestAsync, RunDamagedError, shownStatus } from "../runs/manifest/read";
export { forReaders } from "../runs/manifest/for-readers";
export { startSimulation } from "../worker/start-simulation";
export { WarmThread } from "../worker/warm";
