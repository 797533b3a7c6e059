import * as vscode from "vscode";
import type { Key } from "../model/types";
import { keyText } from "../protocol/numbers";

const WORD = 2 ** 32;

/** The key that follows: one more, as a 64-bit number. */
export function nextKey([high, low]: Key): Key {
  return low + 1 < WORD ? [high, low + 1] : [(high + 1) % WORD, 0];
}

/** A key as people type it: `123`, or the two words `12345, 678`; or what is wrong with it. */
export function parseKey(text: string): Key | { readonly wrong: string } {
  const words = text.trim().replace(/^\[|\]$/g, "").split(",").map((word) => word.trim());
  if (words.length > 2 || words.some((word) => !/^\d+$/.test(word))) {
    return { wrong: "A key is a whole number, or the two words of a JAX key: high, low." };
  }
  const numbers = words.map(Number);
  if (numbers.some((number) => number >= WORD)) {
    return { wrong: "A word of a key is at most 4294967295 (2^32 − 1); JAX without x64 would keep only its low 32 bits." };
  }
  return numbers.length === 2 ? [numbers[0], numbers[1]] : [0, numbers[0]];
}

/** Asks for a key, with one to begin from. */
export async function askKey(suggested: Key): Promise<Key | undefined> {
  const text = await vscode.window.showInputBox({
    title: "Simulate With Key",
    prompt: "An integer from 0 to 4294967295, or the two words of a JAX key: high, low",
    value: keyText(suggested),
    validateInput: (value) => {
      const key = parseKey(value);
      return "wrong" in key ? key.wrong : undefined;
    },
  });
  const key = text === undefined ? undefined : parseKey(text);
  return key === undefined || "wrong" in key ? undefined : key;
}
