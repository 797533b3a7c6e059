import { findNodeAtLocation, getNodeValue, type Node } from "jsonc-parser";
import { Lines } from "./lines";

/** Where something is in a JSON value: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** A stretch of the text. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** A config's text with its JSON tree: from paths to places. */
export class ConfigDocument {
  readonly lines: Lines;

  constructor(
    readonly file: string,
    readonly text: string,
    readonly root: Node | undefined,
  ) {
    this.lines = new Lines(text);
  }

  /** The whole JSON value; undefined for an empty text. */
  value(): unknown {
    return this.root && getNodeValue(this.root);
  }

  /** The value at `path`, or the nearest one around it. Of a list or object that spans lines, the first line. */
  valuePlace(path: Path): Place {
    const node = this.#nodeAround(path);
    if (!node) return { offset: 0, length: 0 };
    const firstLine = this.text.slice(node.offset, node.offset + node.length).split(/[\r\n]/, 1)[0];
    return { offset: node.offset, length: firstLine.length };
  }

  /** The offset just after the value at `path`. */
  endOf(path: Path): number {
    const node = this.#nodeAround(path);
    return node ? node.offset + node.length : 0;
  }

  /** The key that `path` ends with, or the value at `path` when it is an element of a list. */
  keyPlace(path: Path): Place {
    const property = this.#nodeAt(path)?.parent;
    const key = property?.type === "property" ? property.children?.[0] : undefined;
    return key ? { offset: key.offset, length: key.length } : this.valuePlace(path);
  }

  /** The bracket or brace that opens the value at `path`: the place of what is missing in it. */
  openingPlace(path: Path): Place {
    const { offset, length } = this.valuePlace(path);
    return { offset, length: Math.min(length, 1) };
  }

  /** The text of the value at `path`, as it is written. */
  literal(path: Path): string {
    const node = this.#nodeAt(path);
    return node ? this.text.slice(node.offset, node.offset + node.length) : "";
  }

  #nodeAt(path: Path): Node | undefined {
    return this.root && findNodeAtLocation(this.root, [...path]);
  }

  #nodeAround(path: Path): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (node) return node;
    }
    return undefined;
  }
}
