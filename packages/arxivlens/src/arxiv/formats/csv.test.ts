import * as fc from "fast-check";
import { expect, test } from "vitest";
import { csvField } from "./csv.ts";

/** A field as RFC 4180 reads it. */
const read = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);

test("a field is read back as it was, but for the apostrophe that keeps a spreadsheet from running it", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const field = csvField(text);
      expect(read(field).replace(/^'(?=[=+\-@\t\r])/, "")).toBe(text);
      expect(/^[=+\-@]/.test(read(field))).toBe(false);
    }),
  );
});
