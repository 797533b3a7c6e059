/** The last part of a path, of whichever system it comes from. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
