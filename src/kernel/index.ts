import { TypescriptKernel } from "./typescript";
import type { CreateKernel } from "./types";

/** A kernel for the problem, at its first bin or at the `state` of an earlier one. */
export const createKernel: CreateKernel = (problem, state) => new TypescriptKernel(problem, state);
