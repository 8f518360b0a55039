import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Paper } from "../src/arxiv/paper.ts";
import { paperNumber } from "../src/store/paper-key.ts";
import { applyMigration } from "../src/store/sqlite/migration.ts";
import { rowOfPaper } from "../src/store/sqlite/paper-row.ts";
import { migrations } from "../src/store/sqlite/schema.ts";
import { storeFileName } from "../src/store/sqlite/sqlite-store.ts";

/** Format of the first version that was released. */
const released = 4;

/** Writes a store of the first released format with these papers, in this order of changes. */
export function writeReleasedStore(folder: string, papers: readonly Paper[]): void {
  mkdirSync(folder);
  const old = new Database(join(folder, storeFileName));
  old.pragma(`application_id = ${0x4c454e53}`);
  old.pragma(`user_version = ${released}`);
  old.pragma("journal_mode = WAL");
  old.exec("CREATE TABLE migration (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
  for (const [at, migration] of migrations.slice(0, released).entries()) {
    applyMigration(old, migration, () => undefined);
    old.prepare("INSERT INTO migration VALUES (?, '2025-01-01')").run(at + 1);
  }
  old.transaction(() => {
    for (const [at, paper] of papers.entries()) {
      const row = rowOfPaper(paperNumber(paper.key), paper, at + 1);
      const names = Object.keys(row);
      old
        .prepare(`INSERT INTO paper (${names.join(", ")}) VALUES (${names.map((name) => `@${name}`).join(", ")})`)
        .run(row);
    }
  })();
  old.prepare("UPDATE counter SET value = ? WHERE name IN ('changes', 'papers')").run(papers.length);
  old.close();
}
