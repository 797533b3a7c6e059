import { createScanner, parseTree, type JSONScanner, type Node, type NodeType } from "jsonc-parser";

/** A text that is JSON with comments and trailing commas: its tree, and its value, whose objects have no members but their own. */
export interface WellFormed {
  readonly root: Node;
  readonly value: unknown;
}

/**
 * Parses a text that has no mistakes, as `parseTree` and `getNodeValue` of jsonc-parser together do, in a third of the time for large
 * lists of numbers: their elements have no nodes until somebody asks for a place among them. null for a text with any mistake.
 * It recurses, so that the text must not be nested too deep.
 */
export function parseWellFormed(text: string): WellFormed | null {
  try {
    return new Parser(text).parse();
  } catch (error) {
    if (error === MISTAKE) return null;
    throw error;
  }
}

/** A list with other elements than lists and objects. Its nodes are made when they are asked for. */
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

/** Moves a subtree to where it stands in the whole text. */
function adopt(node: Node, parent: Node, by: number): void {
  Object.assign(node, {
    parent,
    offset: node.offset + by,
    ...(node.colonOffset === undefined ? {} : { colonOffset: node.colonOffset + by }),
  });
  for (const child of node.children ?? []) adopt(child, node, by);
}

const MISTAKE = new Error("the text has a mistake");

/** jsonc-parser's numbers of tokens, whose enum exists for its own compiler only. */
const enum Token {
  OpenBrace = 1,
  CloseBrace = 2,
  OpenBracket = 3,
  CloseBracket = 4,
  Comma = 5,
  Colon = 6,
  Null = 7,
  True = 8,
  False = 9,
  String = 10,
  Number = 11,
  FirstTrivia = 12,
  LastTrivia = 15,
  End = 17,
}

class Parser {
  private readonly scanner: JSONScanner;
  private token = Token.End;
  /** The value of the node that was read last, and where that ended. */
  private value: unknown;
  private end = 0;

  constructor(private readonly text: string) {
    this.scanner = createScanner(text, false);
  }

  parse(): WellFormed {
    this.next();
    const root = this.node(undefined);
    if (!this.isAt(Token.End)) throw MISTAKE;
    return { root, value: this.value };
  }

  private next(): void {
    this.end = this.scanner.getTokenOffset() + this.scanner.getTokenLength();
    do {
      this.token = this.scanner.scan() as number;
      if ((this.scanner.getTokenError() as number) !== 0) throw MISTAKE;
    } while (this.token >= Token.FirstTrivia && this.token <= Token.LastTrivia);
  }

  private isAt(token: Token): boolean {
    return this.token === token;
  }

  private node(parent: Node | undefined): Node {
    if (this.isAt(Token.OpenBrace)) return this.object(parent);
    if (this.isAt(Token.OpenBracket)) return this.list(parent);
    const offset = this.scanner.getTokenOffset();
    const value = (this.value = this.literal());
    return {
      type: value === null ? "null" : (typeof value as NodeType),
      value,
      offset,
      length: this.end - offset,
      parent,
    };
  }

  private literal(): unknown {
    const value = this.literalValue();
    this.next();
    return value;
  }

  private literalValue(): unknown {
    switch (this.token) {
      case Token.Number: {
        const number = Number(this.scanner.getTokenValue());
        if (Number.isNaN(number)) throw MISTAKE;
        return number;
      }
      case Token.String:
        return this.scanner.getTokenValue();
      case Token.True:
        return true;
      case Token.False:
        return false;
      case Token.Null:
        return null;
      default:
        throw MISTAKE;
    }
  }

  private list(parent: Node | undefined): Node {
    const offset = this.scanner.getTokenOffset();
    const literals = this.literals(offset);
    if (literals) return new LazyList(this.text, offset, this.end - offset, parent);
    const values: unknown[] = [];
    const list = { type: "array" as const, offset, length: 0, parent, children: [] as Node[] };
    this.elements(Token.CloseBracket, () => {
      if (this.isAt(Token.OpenBracket) || this.isAt(Token.OpenBrace)) {
        list.children.push(this.node(list));
        values.push(this.value);
      } else values.push(this.literal());
    });
    this.value = values;
    list.length = this.end - offset;
    return list.children.length === values.length ? list : new LazyList(this.text, offset, list.length, parent);
  }

  /**
   * The rest of a list without lists, objects, comments and trailing comma, which is what most are; null of any other, where it then stands
   * as before.
   */
  private literals(offset: number): readonly unknown[] | null {
    const end = this.text.indexOf("]", offset) + 1;
    const inner = this.text.indexOf("[", offset + 1);
    if (inner > 0 && inner < end) return null;
    const values = jsonOf(this.text.slice(offset, end));
    if (!Array.isArray(values) || values.some((value) => typeof value === "object" && value !== null)) return null;
    this.scanner.setPosition(end);
    this.next();
    this.end = end;
    this.value = values;
    return values;
  }

  private object(parent: Node | undefined): Node {
    const object = {
      type: "object" as const,
      offset: this.scanner.getTokenOffset(),
      length: 0,
      parent,
      children: [] as Node[],
    };
    const members = Object.create(null) as Record<string, unknown>;
    this.elements(Token.CloseBrace, () => {
      const { key, node } = this.property(object);
      object.children.push(node);
      members[key] = this.value;
    });
    this.value = members;
    object.length = this.end - object.offset;
    return object;
  }

  private property(parent: Node): { readonly key: string; readonly node: Node } {
    if (!this.isAt(Token.String)) throw MISTAKE;
    const offset = this.scanner.getTokenOffset();
    const property = { type: "property" as const, offset, length: 0, colonOffset: 0, parent, children: [] as Node[] };
    property.children.push(this.node(property));
    const key = this.value as string;
    if (!this.isAt(Token.Colon)) throw MISTAKE;
    property.colonOffset = this.scanner.getTokenOffset();
    this.next();
    property.children.push(this.node(property));
    property.length = this.end - offset;
    return { key, node: property };
  }

  /** What stands between brackets or braces, separated by commas; one may follow the last. */
  private elements(close: Token, element: () => void): void {
    this.next();
    while (!this.isAt(close)) {
      element();
      if (this.isAt(Token.Comma)) this.next();
      else if (!this.isAt(close)) throw MISTAKE;
    }
    this.next();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
