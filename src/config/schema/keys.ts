import * as z from "zod";
import type { Path } from "../text/document";

/** All keys that an object at `path` may have in any option of a union; for suggestions. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const objects = path.reduce<readonly z.core.$ZodType[]>(
    (schemas, part) => schemas.flatMap((inner) => stepInto(inner, part)),
    variants(schema),
  );
  return [...new Set(objects.flatMap((object) => (object instanceof z.ZodObject ? Object.keys(object.shape) : [])))];
}

/** A schema's variants: options of unions, contents of optional ones. */
export function variants(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(variants);
  return schema instanceof z.ZodOptional ? variants(schema.unwrap()) : [schema];
}

/** The schemas at a key of an object or an index of a list. */
export function stepInto(schema: z.core.$ZodType, part: string | number): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, part)) return variants(schema.shape[part]);
  return schema instanceof z.ZodArray && typeof part === "number" ? variants(schema.element) : [];
}
