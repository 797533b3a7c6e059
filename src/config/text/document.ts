import { getNodeValue, type Node } from "jsonc-parser";
import { Lines } from "./lines";

/** Where something is in a JSON value: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** A stretch of the text. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** A config's text with its JSON tree, which finds the place of a path quickly. */
export class ConfigDocument {
  private knownLines: Lines | null = null;
  /** The values of an object by their keys. */
  private readonly members = new WeakMap<Node, ReadonlyMap<unknown, Node>>();

  constructor(
    readonly file: string,
    readonly text: string,
    readonly root: Node | undefined,
    /** The JSON value, if known. */
    private readonly known?: { readonly value: unknown },
  ) {}

  get lines(): Lines {
    return (this.knownLines ??= new Lines(this.text));
  }

  /** The whole JSON value; undefined for an empty text. Its objects have no members but their own. */
  value(): unknown {
    return this.known ? this.known.value : this.root && (getNodeValue(this.root) as unknown);
  }

  /** The value at `path`, or the nearest one around it. Of a list or object that spans lines, the first line. */
  valuePlace(path: Path): Place {
    const node = this.nodeAround(path);
    if (!node) return { offset: 0, length: 0 };
    return { offset: node.offset, length: Math.min(node.length, this.lines.endOf(node.offset) - node.offset) };
  }

  /** The offset just after the value at `path`. */
  endOf(path: Path): number {
    const node = this.nodeAround(path);
    return node ? node.offset + node.length : 0;
  }

  /** The key that `path` ends with, or the value at `path` when it is an element of a list. */
  keyPlace(path: Path): Place {
    const property = this.nodeAt(path)?.parent;
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
    const node = this.nodeAt(path);
    return node ? this.text.slice(node.offset, node.offset + node.length) : "";
  }

  private nodeAt(path: Path): Node | undefined {
    return path.reduce<Node | undefined>((node, part) => node && this.inside(node, part), this.root);
  }

  private nodeAround(path: Path): Node | undefined {
    let node = this.root;
    for (const part of path) {
      const inner: Node | undefined = node && this.inside(node, part);
      if (!inner) break;
      node = inner;
    }
    return node;
  }

  private inside(node: Node, part: string | number): Node | undefined {
    if (node.type === "array" && typeof part === "number") return node.children?.[part];
    return node.type === "object" ? this.membersOf(node).get(part) : undefined;
  }

  /** The first of a duplicate key. */
  private membersOf(node: Node): ReadonlyMap<unknown, Node> {
    const known = this.members.get(node);
    if (known) return known;
    const members = new Map<unknown, Node>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (value && !members.has(key.value)) members.set(key.value, value);
    }
    this.members.set(node, members);
    return members;
  }
}
