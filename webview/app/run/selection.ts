/** Selects neurons by typing and clicking. */
import type { Facts } from "./facts";

/** The neurons that a text names, or its error. */
export type Choice = { readonly neurons: readonly number[] } | { readonly problem: string };

/** Reads `17`, `3-5`, `inhibitory`, a neuron's name, or several with commas between. */
export function parseNeurons(text: string, facts: Facts): Choice {
  const neurons: number[] = [];
  for (const part of text
    .split(/[,;]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")) {
    const found = parsePart(part, facts);
    if ("problem" in found) return found;
    neurons.push(...found.neurons);
  }
  return neurons.length === 0
    ? { problem: "Type a neuron, a range or a group: 17, 3-5" }
    : { neurons: [...new Set(neurons)] };
}

function parsePart(part: string, facts: Facts): Choice {
  const group = facts.groups.find(({ name }) => name !== "" && name.toLowerCase() === part.toLowerCase());
  if (group) return { neurons: group.neurons };
  const named = facts.manifest.neurons.names?.indexOf(part) ?? -1;
  if (named >= 0) return { neurons: [named] };
  const range = /^(\d+)(?:\s*[-–]\s*(\d+))?$/.exec(part);
  if (!range) return { problem: `No neuron or group is called “${part}”` };
  const first = Number(range[1]);
  const last = range[2] === undefined ? first : Number(range[2]);
  const highest = facts.nNeurons - 1;
  if (Math.max(first, last) > highest) return { problem: `Neurons are 0 to ${highest}` };
  const [low, high] = first <= last ? [first, last] : [last, first];
  return { neurons: Array.from({ length: high - low + 1 }, (_, step) => low + step) };
}

/** The selection after a click: only the neuron; with Ctrl or Cmd it is added or removed; with Shift a range of rows. */
export function selectByClick(
  selection: readonly number[],
  neuron: number,
  how: "one" | "toggle" | "range",
  order: ArrayLike<number>,
): readonly number[] {
  if (how === "toggle")
    return selection.includes(neuron) ? selection.filter((other) => other !== neuron) : [...selection, neuron];
  const anchor = selection.at(-1);
  if (how === "one" || anchor === undefined) return [neuron];
  const rows = Array.from(order);
  const [from, to] = [rows.indexOf(anchor), rows.indexOf(neuron)];
  if (from < 0 || to < 0) return [neuron];
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  const rest = between.filter((other) => other !== anchor);
  return [...selection.filter((other) => !between.includes(other)), ...(from < to ? rest : rest.reverse()), anchor];
}

/** Adds neurons at the end, each once. */
export function addNeurons(selection: readonly number[], neurons: readonly number[]): readonly number[] {
  return [...new Set([...selection, ...neurons])];
}
