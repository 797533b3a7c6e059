import * as z from "zod";
import { MAX_REPORTED } from "./problems";
import { stepInto, variants } from "../schema/keys";

/** Shorter lists are checked whole, whatever is in them. */
const LONG = 1000;

/** Cuts long lists of a JSON value, in place, after as many wrong elements as are reported: finding millions takes a minute. */
export function cutWrongLists(value: unknown, schema: z.core.$ZodType): void {
  cut(value, variants(schema));
}

function cut(value: unknown, schemas: readonly z.core.$ZodType[]): void {
  if (Array.isArray(value)) cutList(value, elementsOf(value, schemas));
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === "object" && inner !== null)
        cut(
          inner,
          schemas.flatMap((schema) => stepInto(schema, key)),
        );
    }
  }
}

function cutList(list: unknown[], elements: readonly z.core.$ZodType[]): void {
  if (elements.length === 0) return;
  let wrong = 0;
  list.forEach((element) => cut(element, elements));
  if (list.length <= LONG) return;
  for (let i = 0; i < list.length && wrong <= MAX_REPORTED; i++) {
    if (elements.some((schema) => z.safeParse(schema, list[i]).success)) continue;
    wrong++;
    if (wrong > MAX_REPORTED) list.length = i + 1;
  }
}

/** What the elements of a list must be; nothing for nested lists of numbers, which are checked where they are read. */
function elementsOf(list: readonly unknown[], schemas: readonly z.core.$ZodType[]): readonly z.core.$ZodType[] {
  const elements = schemas.flatMap((schema) => stepInto(schema, 0));
  const known = elements.filter((schema) => !(schema instanceof z.ZodUnknown));
  const holdsObjects = list.some(
    (element) => typeof element === "object" && element !== null && !Array.isArray(element),
  );
  return known.length < elements.length && !holdsObjects ? [] : known;
}
