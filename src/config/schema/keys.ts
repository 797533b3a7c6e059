import * as z from "zod";
import type { Path } from "../text/document";

/** All keys that an object at `path` may have, whichever way of giving the value it is: for suggestions. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const objects = path.reduce<readonly z.core.$ZodType[]>(
    (schemas, part) => schemas.flatMap((inner) => stepInto(inner, part)),
    variants(schema),
  );
  return [...new Set(objects.flatMap((object) => (object instanceof z.ZodObject ? Object.keys(object.shape) : [])))];
}

/** What a schema can be: the options of unions, and what is inside of optional ones. */
export function variants(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(variants);
  return schema instanceof z.ZodOptional ? variants(schema.unwrap()) : [schema];
}

/** What stands at a key of an object, or at an index of a list. */
export function stepInto(schema: z.core.$ZodType, part: string | number): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, part)) return variants(schema.shape[part]);
  return schema instanceof z.ZodArray && typeof part === "number" ? variants(schema.element) : [];
}
