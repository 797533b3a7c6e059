import { count, significant } from "./numbers";

/** The versions whose order of additions is known. */
export const KNOWN_VERSIONS = { nemos: "0.2.8", jaxlib: "0.10.2" } as const;
const NEMOS = `NeMoS ${KNOWN_VERSIONS.nemos} with jaxlib ${KNOWN_VERSIONS.jaxlib}`;

/** What a manifest says of a run's agreement with NeMoS. */
export interface ToldAgreement {
  readonly order?: string;
  readonly promise?: string;
  readonly expected_differing_draws?: number;
}

/** In a sentence's part, with the remedy where other spikes are to be expected: `bit for bit as NeMoS 0.2.8 …`. */
export function agreementText({ order, promise, expected_differing_draws: draws = 0 }: ToldAgreement): string {
  if (order === undefined) {
    return promise === undefined
      ? `${differing(draws)} to differ from those of ${NEMOS}: with "arithmetic": "nemos" none is, but the run takes longer`
      : `the same spikes as ${NEMOS} are expected (${significant(draws, 1)} draws differ on average), but not every bit of the rates`;
  }
  const cpu = `x86-64 with ${cpuText(order)}`;
  if (promise === "bitwise") return `bit for bit as ${NEMOS} on ${cpu}`;
  return promise === undefined
    ? `bit for bit as ${NEMOS} on some machines at most (${cpu}); on others ${differing(draws)} to differ: for this size caches and CPUs decide, or the order is not known`
    : `the same spikes as ${NEMOS} on ${cpu} are expected, but every bit of the rates on some machines only`;
}

/** An order's instruction set by the name that people know. */
export function cpuText(order: string): string {
  return order === "avx512" ? "AVX-512" : "AVX2";
}

/** A number of draws in few characters: `0.03`, `12`. */
export function drawsText(draws: number): string {
  return draws >= 10 ? count(draws) : significant(draws, 1);
}

function differing(draws: number): string {
  return `${drawsText(draws)} ${draws === 1 ? "draw is" : "draws are"} expected`;
}
