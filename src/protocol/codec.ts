/**
 * JSON with typed arrays: base64 of their exact bytes. Objects that look like an encoded array survive the round trip
 * too. The function refers to nothing outside itself, so that tests can pass its source to a page.
 */
export function makeCodec(): { encode(value: unknown): string; decode(text: string): unknown } {
  const kinds = { Uint8Array, Uint32Array, Int32Array, Float32Array, Float64Array };
  const isMarked = (part: unknown): part is Record<string, unknown> =>
    typeof part === "object" && part !== null && (Object.hasOwn(part, "$array") || Object.hasOwn(part, "$entries"));
  return {
    encode: (value) =>
      JSON.stringify(value, (_key, part: unknown) => {
        if (ArrayBuffer.isView(part)) {
          const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
          let binary = "";
          for (let at = 0; at < bytes.length; at += 8192)
            binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
          return { $array: part.constructor.name, data: btoa(binary) };
        }
        return isMarked(part) ? { $entries: Object.entries(part) } : part;
      }),
    decode: (text) =>
      JSON.parse(text, (_key, part: unknown) => {
        if (!isMarked(part)) return part;
        if (Array.isArray(part.$entries)) return Object.fromEntries(part.$entries as [string, unknown][]) as unknown;
        const binary = atob(part.data as string);
        const bytes = new Uint8Array(binary.length);
        for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
        return new kinds[part.$array as keyof typeof kinds](bytes.buffer);
      }) as unknown,
  };
}
