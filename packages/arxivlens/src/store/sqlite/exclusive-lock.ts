import Database from "better-sqlite3";

/** Locks that are held: a database that is collected as garbage is closed, and its lock gone. */
const held = new Set<Database.Database>();

/**
 * Takes a lock that the operating system holds for this process, or gives null where somebody holds it already. It ends
 * with the process, however that ends, so there is never one to take over: a file with a process number in it would need
 * that, and two processes could do so at once.
 *
 * @param path of a file that is for this lock alone; it is created, stays empty and stays there
 * @returns gives the lock back
 */
export function takeExclusiveLock(path: string): (() => void) | null {
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    held.add(database);
    return () => {
      held.delete(database);
      database.close();
    };
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code === "SQLITE_BUSY") return null;
    throw error;
  }
}
