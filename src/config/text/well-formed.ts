import { parseTree, visit, type JSONVisitor, type Node, type NodeType } from "jsonc-parser";

/** A text that is JSON with comments and trailing commas: its tree, and its value, whose objects have no members but their own. */
export interface WellFormed {
  readonly root: Node;
  readonly value: unknown;
}

/**
 * Parses a text without mistakes, as `parseTree` and `getNodeValue` of jsonc-parser do, but faster for large lists of numbers: nodes of
 * their elements are made on demand. null for a text with any mistake. It recurses, so the text must not be nested too deep.
 */
export function parseWellFormed(text: string): WellFormed | null {
  const builder = new Builder(text);
  try {
    visit(text, builder.visitor, { allowTrailingComma: true });
  } catch (error) {
    if (error !== MISTAKE) throw error;
    return null;
  }
  return builder.done;
}

/** A list with other elements than lists and objects. Its nodes are made on demand. */
export class LazyList implements Node {
  readonly type = "array";
  private made: Node[] | null = null;

  constructor(
    private readonly text: string,
    readonly offset: number,
    readonly length: number,
    readonly parent: Node | undefined,
  ) {}

  get children(): Node[] {
    if (this.made === null) {
      this.made =
        parseTree(this.text.slice(this.offset, this.offset + this.length), [], { allowTrailingComma: true })
          ?.children ?? [];
      for (const child of this.made) adopt(child, this, this.offset);
    }
    return this.made;
  }
}

/** Moves a subtree to its place in the whole text. */
function adopt(node: Node, parent: Node, by: number): void {
  Object.assign(node, {
    parent,
    offset: node.offset + by,
    ...(node.colonOffset === undefined ? {} : { colonOffset: node.colonOffset + by }),
  });
  for (const child of node.children ?? []) adopt(child, node, by);
}

const MISTAKE = new Error("the text has a mistake");

type Growing = { -readonly [key in keyof Node]: Node[key] } & { readonly children: Node[] };

/** A list or an object that is not closed yet. */
interface Open {
  readonly node: Growing;
  readonly value: unknown[] | Record<string, unknown>;
  /** Of an object, the last property. */
  property?: Growing;
}

class Builder {
  done: WellFormed | null = null;
  private readonly open: Open[] = [];

  constructor(private readonly text: string) {}

  readonly visitor: JSONVisitor = {
    onObjectBegin: (offset) => this.begin("object", offset, Object.create(null) as Record<string, unknown>),
    onObjectProperty: (value, offset, length) => this.property(value, offset, length),
    onSeparator: (character, offset) => this.separator(character, offset),
    onObjectEnd: (offset) => this.end(offset + 1),
    onArrayBegin: (offset) => this.beginList(offset),
    onArrayEnd: (offset) => this.end(offset + 1),
    onLiteralValue: (value: unknown, offset, length) => {
      const type = value === null ? "null" : (typeof value as NodeType);
      this.add({ type, value, offset, length, parent: this.parent }, value, true);
    },
    onError: () => {
      throw MISTAKE;
    },
  };

  /** The node that the next value belongs to. */
  private get parent(): Growing | undefined {
    const around = this.open.at(-1);
    return around?.property ?? around?.node;
  }

  private begin(type: NodeType, offset: number, value: Open["value"]): void {
    this.open.push({ node: { type, offset, length: 0, parent: this.parent, children: [] }, value });
  }

  private property(key: string, offset: number, length: number): void {
    const around = this.open[this.open.length - 1];
    const property: Growing = { type: "property", offset, length, parent: around.node, children: [] };
    property.children.push({ type: "string", value: key, offset, length, parent: property });
    around.node.children.push(property);
    around.property = property;
  }

  private separator(character: string, offset: number): void {
    const property = this.open.at(-1)?.property;
    if (character === ":" && property) property.colonOffset = offset;
  }

  /** Most lists hold neither lists nor objects, comments or a trailing comma: JSON.parse reads those. */
  private beginList(offset: number): boolean {
    const inner = this.text.indexOf("[", offset + 1);
    const end = this.text.indexOf("]", offset) + 1;
    const values = inner < 0 || inner > end ? jsonOf(this.text.slice(offset, end)) : undefined;
    const isRead = Array.isArray(values) && !values.some((value) => typeof value === "object" && value !== null);
    this.begin("array", offset, isRead ? (values as unknown[]) : []);
    // `visit` then passes over the elements.
    return !isRead;
  }

  private end(end: number): void {
    const { node, value } = this.open.pop() as Open;
    node.length = end - node.offset;
    const isLazy = Array.isArray(value) && (value.length === 0 || node.children.length < value.length);
    this.add(isLazy ? new LazyList(this.text, node.offset, node.length, node.parent) : node, value, false);
  }

  private add(node: Node, value: unknown, isLiteral: boolean): void {
    const around = this.open.at(-1);
    if (!around) this.done = { root: node, value };
    else if (around.property) {
      const { property } = around;
      property.children.push(node);
      property.length = node.offset + node.length - property.offset;
      (around.value as Record<string, unknown>)[property.children[0].value as string] = value;
    } else {
      (around.value as unknown[]).push(value);
      if (!isLiteral) around.node.children.push(node);
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
