import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { StoreError } from "../errors.ts";
import { migrations } from "./schema.ts";

/** What a file was found to hold. */
export interface VerifiedStore {
  readonly format: number;
  readonly papers: number;
  readonly withAbstract: number;
  readonly citations: number;
}

/**
 * Reads every page of a store's file without changing it: the structure of the database, both directions of every
 * citation, and the kept counts against the rows that they count.
 *
 * @throws {StoreError} `damaged`, with the first fault; `not-a-store`
 */
export function verifyStoreFile(path: string): VerifiedStore {
  if (!existsSync(path)) throw new StoreError("not-a-store", `there is no file ${path}`);
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    return verified(database, path);
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError("damaged", `${path} cannot be read as a store (${reason})`, { cause });
  } finally {
    database?.close();
  }
}

function verified(database: Database.Database, path: string): VerifiedStore {
  const one = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const fault = (what: string): StoreError => new StoreError("damaged", `${path} is damaged: ${what}`);
  const structure = database.prepare<[], string>("PRAGMA integrity_check(1)").pluck().get();
  if (structure !== "ok") throw fault(structure ?? "no answer to the check of its structure");
  const format = one("SELECT coalesce(max(version), 0) FROM migration");
  if (format > migrations.length)
    throw new StoreError(
      "newer-format",
      `${path} has format ${format}, this ArxivLens reads up to ${migrations.length}`,
    );
  // Older formats keep other counts; they are counted when the store is next opened.
  const counts = {
    format,
    papers: one("SELECT count(*) FROM paper"),
    withAbstract: one("SELECT count(abstract) FROM paper"),
    citations: one("SELECT count(*) FROM (SELECT DISTINCT citing, cited FROM reference_edge)"),
  };
  if (format < migrations.length) return counts;
  const kept = (name: string): number => one(`SELECT value FROM counter WHERE name = '${name}'`);
  const expected = { papers: counts.papers, abstracts: counts.withAbstract, citations: counts.citations };
  for (const [name, rows] of Object.entries(expected))
    if (kept(name) !== rows) throw fault(`it says ${kept(name)} ${name} and holds ${rows}`);
  const oneSided = one(
    `SELECT (SELECT count(*) FROM (SELECT citing, cited, source FROM reference_edge EXCEPT SELECT citing, cited, source FROM citation_edge))
       + (SELECT count(*) FROM (SELECT citing, cited, source FROM citation_edge EXCEPT SELECT citing, cited, source FROM reference_edge))`,
  );
  if (oneSided > 0) throw fault(`${oneSided} citations are known from one of their ends only`);
  return counts;
}
