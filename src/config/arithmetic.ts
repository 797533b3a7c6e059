import { hasCpuFlags } from "../files/cpu";
import type { NemosOrder } from "../kernel/types";
import type { Config } from "./schema/config";

/** What oneDNN, which multiplies for JAX, asks for before it takes its AVX-512 kernels. */
const AVX512_FLAGS = ["avx512f", "avx512bw", "avx512vl", "avx512dq"];

/** Whose order float32 numbers are added in: for `nemos`, that of this machine's CPU; null for `fast`. */
export function orderOf(arithmetic: Config["arithmetic"]): NemosOrder | null {
  if (typeof arithmetic === "object") return arithmetic.order === "nemos-avx512" ? "avx512" : "avx2";
  if (arithmetic !== "nemos") return null;
  return hasCpuFlags(AVX512_FLAGS) ? "avx512" : "avx2";
}
