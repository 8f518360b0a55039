import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { StoreError } from "../errors.ts";
import type { LibraryStore } from "../library-store.ts";
import { CitationChangeTable } from "./citation-change-table.ts";
import { AccountTable } from "./account-table.ts";
import { AttemptTable } from "./attempt-table.ts";
import { AuditTable } from "./audit-table.ts";
import { AuthorDecisionTable } from "./author-decision-table.ts";
import { CitationTable } from "./citation-table.ts";
import { CommentTable } from "./comment-table.ts";
import { CoverageTable } from "./coverage-table.ts";
import { Counters } from "./counters.ts";
import { openDatabase } from "./database.ts";
import { FollowTable } from "./follow-table.ts";
import { JobTable } from "./job-table.ts";
import { KeyNumbers } from "./key-numbers.ts";
import type { ReportMigration } from "./migration.ts";
import { ImportTable, UpstreamTable } from "./ledger-tables.ts";
import { NotificationTable } from "./notification-table.ts";
import { OneTimeTokenTable } from "./one-time-token-table.ts";
import { PaperTable } from "./paper-table.ts";
import { SameWorkTable } from "./same-work-table.ts";
import { SessionTable } from "./session-table.ts";
import { ShelfLinkTable } from "./shelf-link-table.ts";
import { ShelfTable } from "./shelf-table.ts";
import { StageTable } from "./stage-table.ts";
import { ToldListTable } from "./told-list-table.ts";

/** Name of the store's file inside a data folder. */
export const storeFileName = "library.sqlite";

/**
 * Opens the store in a data folder, which is created where it is missing.
 *
 * @param folder data folder, or `:memory:` for a store that ends with the process
 * @param report told how far it is while an old store is brought to the current format, which may take a minute
 * @throws {StoreError} `newer-format`, `not-a-store` (nothing was written) or `not-writable`
 */
export function openSqliteStore(
  folder: string,
  now: () => Date,
  report: ReportMigration = () => undefined,
): LibraryStore {
  if (folder !== ":memory:") createFolder(folder);
  const database = openDatabase(folder === ":memory:" ? folder : join(folder, storeFileName), {
    now,
    report,
  });
  const counters = new Counters(database);
  const changed = (): void => counters.add("revision", 1);
  const keys = new KeyNumbers(database);
  const changes = new CitationChangeTable(database, counters);
  const works = new SameWorkTable(database, { keys, citationChanges: changes, counters, changed, now });
  const papers = new PaperTable(database, keys, works, counters, changed);
  const citations = new CitationTable(database, { keys, works, changes, counters, changed, now });
  return {
    papers,
    citations,
    toldLists: new ToldListTable(database, { keys, works, changed, now }),
    coverage: new CoverageTable(database),
    imports: new ImportTable(database, papers, citations),
    upstreams: new UpstreamTable(database),
    jobs: new JobTable(database, counters),
    stages: new StageTable(database),
    works,
    comments: new CommentTable(database, keys, works, counters),
    notifications: new NotificationTable(database, keys, works, counters),
    accounts: new AccountTable(database),
    sessions: new SessionTable(database),
    oneTimeTokens: new OneTimeTokenTable(database),
    audit: new AuditTable(database),
    attempts: new AttemptTable(database),
    shelf: new ShelfTable(database, keys),
    follows: new FollowTable(database),
    shelfLinks: new ShelfLinkTable(database),
    authors: new AuthorDecisionTable(database),
    revision: async () => counters.read("revision"),
    close: async () => {
      database.close();
    },
  };
}

function createFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      "not-writable",
      `cannot create the data folder ${folder} (${reason}); choose another with --data-dir`,
      { cause },
    );
  }
}

/** Not `recursive`: with it Node 20 tries for ever where a system answers that nothing is there, as below `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
}
