import type Database from "better-sqlite3";

/** How far a migration is that goes through all papers. */
export interface MigrationProgress {
  /** Papers dealt with, and papers of the store. */
  readonly done: number;
  readonly total: number;
}

export type ReportMigration = (progress: MigrationProgress) => void;

/** A step from one format of the store to the next: statements, or what goes through rows and says how far it is. */
export type Migration = string | ((database: Database.Database, report: ReportMigration) => void);

export function applyMigration(database: Database.Database, migration: Migration, report: ReportMigration): void {
  if (typeof migration === "string") database.exec(migration);
  else migration(database, report);
}

/** Papers between two reports: some hundred milliseconds. */
const sliceOfPapers = 10_000;

/**
 * Runs a statement over all papers, a slice at a time.
 *
 * @param sql takes the papers whose `changed` is above the first parameter and not above the second
 */
export function overPapers(database: Database.Database, sql: string, report: ReportMigration): void {
  const total = database.prepare<[], number>("SELECT count(*) FROM paper").pluck().get() ?? 0;
  const statement = database.prepare<[number, number]>(sql);
  const endOf = database
    .prepare<[number], number>(
      `SELECT max(changed) FROM (SELECT changed FROM paper WHERE changed > ? ORDER BY changed LIMIT ${sliceOfPapers})`,
    )
    .pluck();
  for (let [from, done] = [-1, 0]; done < total; done += sliceOfPapers) {
    const to = endOf.get(from) ?? from;
    statement.run(from, to);
    from = to;
    report({ done: Math.min(total, done + sliceOfPapers), total });
  }
}
