import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { inventedPaper } from "../../../test/invented-papers.ts";
import { CitationChangeTable } from "./citation-change-table.ts";
import { Counters } from "./counters.ts";
import { KeyNumbers } from "./key-numbers.ts";
import { applyMigration } from "./migration.ts";
import { PaperTable } from "./paper-table.ts";
import { SameWorkTable } from "./same-work-table.ts";
import { migrations } from "./schema.ts";

test("a new paper costs one look-up and one insertion, whatever is kept of papers that are not new", async () => {
  const statements: string[] = [];
  const database = new Database(":memory:", { verbose: (sql) => statements.push(String(sql)) });
  for (const migration of migrations) applyMigration(database, migration, () => undefined);
  const [keys, counters] = [new KeyNumbers(database), new Counters(database)];
  const works = new SameWorkTable(database, {
    keys,
    citationChanges: new CitationChangeTable(database, counters),
    counters,
    changed: () => undefined,
    now: () => new Date(0),
  });
  const papers = new PaperTable(database, keys, works, counters, () => undefined);
  const versions = [1, 2].map((version) => ({ version, submittedAt: `202${version}-01-01` }));
  const cost = async (from: number, count: number): Promise<number> => {
    statements.length = 0;
    await papers.upsert(
      Array.from({ length: count }, (_, at) =>
        inventedPaper(`2001.${String(from + at).padStart(5, "0")}`, { versions }),
      ),
    );
    return statements.length;
  };
  expect((await cost(1, 100)) - (await cost(501, 50))).toBe(50 * 2);
  expect(statements.filter((sql) => sql.includes("paper_version_text"))).toEqual([]);
  database.close();
});
