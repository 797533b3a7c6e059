/**
 * `pickle.dumps(numpy.array(lists, dtype=object))`, a dictionary of lists of texts, in pickle's protocol 0 (see the opcodes in Python's
 * pickletools.py): the body of a .npy file of one Python object.
 */
export function pickledArray(lists: Readonly<Record<string, readonly string[]>>): Uint8Array {
  const entries = Object.entries(lists).map(
    ([key, texts]) => `${text(key)}(l${texts.map((one) => `${text(one)}a`).join("")}s`,
  );
  return Buffer.from(`cnumpy\narray\n((d${entries.join("")}${text("O")}tR.`, "latin1");
}

/** Opcode V. All but printable ASCII is escaped, so that no text can end early and become opcodes. */
function text(characters: string): string {
  const escaped = characters.replace(/[^ -[\]-~]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
  return `V${escaped}\n`;
}
