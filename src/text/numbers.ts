/** Formats numbers for the user: thin spaces between thousands, a true minus, fitting units. */

const THIN_SPACE = "\u202f";
const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number with thin no-break spaces between thousands: `5 000`. */
export function whole(value: number): string {
  const digits = Math.abs(Math.round(value))
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return value < 0 && digits !== "0" ? MINUS + digits : digits;
}

/** A count, short above a million: `4 274`, `2.89 M`, `1.20 G`. */
export function count(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${fixed(value / 1e9, 2)}${THIN_SPACE}G`;
  if (size > 1e6) return `${fixed(value / 1e6, 2)}${THIN_SPACE}M`;
  return whole(value);
}

/** With a fixed number of decimals, thousands separated and a true minus. */
export function fixed(value: number, decimals: number): string {
  const [integer, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const digits = integer.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) + (fraction ? `.${fraction}` : "");
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** A number below 0.001 is written out up to this length: `0.0005`, but `1.3 × 10⁻⁴`. */
const LONGEST_SMALL = 6;

/** With `digits` significant digits: `0.0142`, `1.3 × 10⁻⁴`, `2 300`. Non-finite numbers: `NaN`, `∞`. */
export function significant(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e7) return scientific(value, digits - 1);
  const exponent = Math.floor(Math.log10(size));
  const plain = trimmed(fixed(value, Math.min(100, Math.max(0, digits - 1 - exponent))));
  return size < 1e-3 && plain.replace(MINUS, "").length > LONGEST_SMALL ? scientific(value, digits - 1) : plain;
}

/** `1.3 × 10⁻⁴`. */
export function scientific(value: number, decimals = 1): string {
  const [mantissa, exponent] = Math.abs(value).toExponential(decimals).split("e");
  const power = [...exponent.replace("+", "")]
    .map((digit) => (digit === "-" ? "⁻" : SUPERSCRIPTS[Number(digit)]))
    .join("");
  const factor = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return `${value < 0 ? MINUS : ""}${factor}${THIN_SPACE}×${THIN_SPACE}10${power}`;
}

/** A rate with its unit: Hz where bins have a size (seconds), else counts per bin. */
export function rate(perBin: number, binSize: number | null): string {
  return binSize === null ? `${significant(perBin, 2)} per bin` : `${hertz(perBin / binSize)}${THIN_SPACE}Hz`;
}

/** A number of Hz: one decimal, none from 100 on; two significant digits below 0.1 and from 10^6 on. */
export function hertz(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6 && Number.isFinite(size)) return scientific(value);
  if (!(size >= 0.1) || !Number.isFinite(size)) return significant(value, 2);
  return fixed(value, size >= 100 ? 0 : 1);
}

/** A duration in a fitting unit: `52 µs`, `6.4 ms`, `9.0 s`, `12 min`, `3 h 20 min`. */
export function duration(seconds: number): string {
  const within = (value: number, unit: string): string =>
    `${fixed(value, value >= 100 ? 0 : 1).replace(/\.0$/, value >= 10 ? "" : ".0")}${THIN_SPACE}${unit}`;
  if (seconds < 999.5e-6) return `${fixed(seconds * 1e6, 0)}${THIN_SPACE}µs`;
  if (seconds < 0.9995) return within(seconds * 1e3, "ms");
  if (seconds < 99.5) return within(seconds, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${THIN_SPACE}min`;
  return `${whole(Math.floor(minutes / 60))}${THIN_SPACE}h ${minutes % 60}${THIN_SPACE}min`;
}

/** Bytes in powers of ten: `448 B`, `3.3 MB`. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 99.5 ? fixed(size, 0) : fixed(size, 1)}${THIN_SPACE}${units[unit]}`;
}

/** `1 neuron`, `2 neurons`. */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${whole(value)} ${value === 1 ? noun : nouns}`;
}

/** A random key for the user: `123`, or `12345, 678` where the high word is not zero. */
export function keyText([high, low]: readonly [number, number]): string {
  return high === 0 ? String(low) : `${high}, ${low}`;
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
