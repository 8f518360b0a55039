import Database from "better-sqlite3";
import { StoreError } from "../errors.ts";

/** Locks that are held: a database that is collected as garbage is closed, and its lock gone. */
const held = new Set<Database.Database>();

/**
 * Takes a lock that the operating system holds for this process, or gives null where somebody holds it already. It ends
 * with the process, however that ends, so there is never one to take over: a file with a process number in it would need
 * that, and two processes could do so at once.
 *
 * @param path of a file that is for this lock alone; it is created, stays empty and stays there
 * @returns gives the lock back when it is disposed of
 * @throws {StoreError} `not-writable`: a lock on a file that may only be read would keep nobody out
 */
export function takeExclusiveLock(path: string): Disposable | null {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    // Not EXCLUSIVE, where two who ask at once may both be refused. The write, which is never committed, is what fails
    // where the file may only be read.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE; PRAGMA user_version = 1");
  } catch (cause) {
    database?.close();
    if (cause instanceof Database.SqliteError && cause.code === "SQLITE_BUSY") return null;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError("not-writable", `cannot lock ${path} (${reason}); make it writable, or remove it`, { cause });
  }
  const taken = database;
  held.add(taken);
  return {
    [Symbol.dispose]: () => {
      held.delete(taken);
      taken.close();
    },
  };
}
