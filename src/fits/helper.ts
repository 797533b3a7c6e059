import helper from "./to_spikeloop.py";

/** The Python file that writes a config from a model that still lives in Python; it needs NumPy alone. */
export const HELPER: string = helper;
export const HELPER_NAME = "to_spikeloop.py";
