import { parseKey } from "../../model/keys";
import type { Key } from "../../model/types";
import { keyText } from "../../text/numbers";
import { showInputBox } from "../shared/messages";

/** Asks for a key, with one to begin from. */
export async function askKey(suggested: Key): Promise<Key | undefined> {
  const text = await showInputBox({
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
