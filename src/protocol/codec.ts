/**
 * Values with typed arrays as JSON: arrays byte for byte, in base64. It refers to nothing outside of itself, so that tests can pass it
 * to a page as source.
 */
export function makeCodec(): { encode(value: unknown): string; decode(text: string): unknown } {
  const kinds = { Uint8Array, Uint32Array, Int32Array, Float32Array, Float64Array };
  const isKind = (name: string): name is keyof typeof kinds => name in kinds;
  return {
    encode: (value) =>
      JSON.stringify(value, (_key, part: unknown) => {
        if (!ArrayBuffer.isView(part)) return part;
        const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
        let binary = "";
        for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
        return { $array: part.constructor.name, data: btoa(binary) };
      }),
    decode: (text) =>
      JSON.parse(text, (_key, part: unknown) => {
        const { $array: name, data } = (part ?? {}) as { $array?: string; data?: string };
        if (name === undefined || data === undefined || !isKind(name)) return part;
        const binary = atob(data);
        const bytes = new Uint8Array(binary.length);
        for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
        return new kinds[name](bytes.buffer);
      }) as unknown,
  };
}
