import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recordFormats } from "../src/arxiv/record-formats.ts";
import { parseAuthors } from "../src/arxiv/records/author-names.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const folder = join(shared, "conformance/arxiv-records");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

interface ExpectedFile {
  readonly file: string;
  readonly kind: string;
  readonly expected: unknown;
}

/** Null and missing are the same; `status` is that of the recording, which the text does not hold. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, each]) =>
    each === null || each === undefined || name === "status" ? [] : [[name, comparable(each)]],
  );
  return Object.fromEntries(entries) as unknown;
}

describe.skipIf(!existsSync(folder))("records of other programs' answers", () => {
  // Collected also where it is skipped.
  const { files } = (existsSync(folder) ? JSON.parse(read("expected.json")) : { files: [] }) as {
    readonly files: readonly ExpectedFile[];
  };
  test.each(files.map((each) => [each.file, each] as const))("%s", (file, { kind, expected }) => {
    const answer = recordFormats[kind]?.(read(file));
    expect(comparable(answer?.records)).toEqual(comparable(expected));
    expect(answer?.unreadable).toEqual([]);
  });

  test("a hundred lists of authors, as arXiv itself takes them apart", () => {
    const { cases } = JSON.parse(read("authors.json")) as {
      readonly cases: readonly {
        text: string;
        expected: readonly { keyname: string; forenames: string; suffix: string | null }[];
      }[];
    };
    const bare = (text: string | null): string => text?.replaceAll(/\s/g, "") ?? "";
    for (const { text, expected } of cases)
      expect(parseAuthors(text).people.map((name) => [name.keyname, bare(name.forenames), name.suffix])).toEqual(
        expected.map((name) => [name.keyname, bare(name.forenames), name.suffix]),
      );
  });
});
