import { closeSync, existsSync, openSync, readSync } from "node:fs";
import Database from "better-sqlite3";
import { StoreError } from "../errors.ts";
import { applyMigration, type ReportMigration } from "./migration.ts";
import { migrations } from "./schema.ts";

export type SqliteDatabase = Database.Database;

/** "LENS": marks the file as a store of this project in SQLite's header. */
const applicationId = 0x4c454e53;

/**
 * Reads format version and mark from the file's header (offsets 60 and 68 of SQLite's file format, big-endian), without
 * SQLite, which would create companion files even to look.
 */
function readHeader(path: string): { version: number; application: number } | null {
  if (!existsSync(path)) return null;
  const header = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    if (readSync(file, header, 0, 100, 0) < 100) return null;
  } finally {
    closeSync(file);
  }
  return { version: header.readUInt32BE(60), application: header.readUInt32BE(68) };
}

function refuseForeign(path: string, version: number, application: number): void {
  if (application !== applicationId)
    throw new StoreError("not-a-store", `${path} is not an ArxivLens store; choose another folder with --data-dir`);
  if (version > migrations.length)
    throw new StoreError(
      "newer-format",
      `${path} has format ${version}, this ArxivLens reads up to ${migrations.length}; upgrade ArxivLens or choose another folder with --data-dir (nothing was changed)`,
    );
}

function migrate(database: SqliteDatabase, path: string, { now, report }: OpeningTools): void {
  database.pragma(`application_id = ${applicationId}`);
  database.exec("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
  const applied =
    database.prepare<[], { version: number }>("SELECT coalesce(max(version), 0) AS version FROM migration").get()
      ?.version ?? 0;
  refuseForeign(path, applied, applicationId);
  migrations.slice(applied).forEach((migration, position) => {
    applyMigration(database, migration, report);
    database.prepare("INSERT INTO migration VALUES (?, ?)").run(applied + position + 1, now().toISOString());
  });
  database.pragma(`user_version = ${migrations.length}`);
}

/** What opening takes from outside. */
export interface OpeningTools {
  readonly now: () => Date;
  /** Told how far it is while an old store is brought to the current format. */
  readonly report: ReportMigration;
}

/**
 * Opens or creates the database and brings it to the current format, in one transaction: whoever is killed meanwhile
 * leaves the store as it was.
 *
 * @param path of the file, or `:memory:`
 * @throws {StoreError} `newer-format` or `not-a-store`, before anything is written; `not-writable`
 */
export function openDatabase(path: string, tools: OpeningTools): SqliteDatabase {
  const header = path === ":memory:" ? null : readHeader(path);
  if (header !== null) refuseForeign(path, header.version, header.application);
  let database: SqliteDatabase | undefined;
  try {
    database = new Database(path, { timeout: 10_000 });
    const opened = database;
    // Before WAL mode, so that mark and version stand in the file's header from the first commit on, even after a kill.
    // The transaction is immediate, so that two first starts at once do not both migrate.
    opened.transaction(() => migrate(opened, path, tools)).immediate();
    opened.pragma("journal_mode = WAL");
    opened.pragma("synchronous = NORMAL");
    opened.pragma("cache_size = -65536");
    // A checkpoint for every 512 MB of changes: a large import would otherwise write most pages of its tables many times.
    // After it the log shrinks again.
    opened.pragma("wal_autocheckpoint = 131072");
    opened.pragma("journal_size_limit = 67108864");
    return opened;
  } catch (cause) {
    database?.close();
    if (cause instanceof StoreError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof Database.SqliteError && cause.code === "SQLITE_NOTADB")
      throw new StoreError(
        "not-a-store",
        `${path} is not an ArxivLens store (${reason}); choose another folder with --data-dir`,
        { cause },
      );
    throw new StoreError(
      "not-writable",
      `cannot write ${path} (${reason}); make it writable or choose another folder with --data-dir`,
      { cause },
    );
  }
}
