import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { StoreError } from "../errors.ts";
import { storeFileName } from "./sqlite-store.ts";
import { verifyStoreFile, type VerifiedStore } from "./verification.ts";

/** Where a data folder keeps the full-text index of its store. */
export const indexFolderName = "index";

/**
 * Copies the store of a data folder into one file while others may read and write it, verifies the copy, and only then
 * gives it its name: a file of that name is whole, whenever the process was killed.
 *
 * @param onProgress pages copied so far, and pages in all
 * @throws {StoreError} `damaged` when the copy does not verify, `exists` when the file is there already
 */
export async function backUpStore(
  folder: string,
  file: string,
  onProgress: (copied: number, pages: number) => void = () => undefined,
): Promise<VerifiedStore> {
  const source = join(folder, storeFileName);
  if (!existsSync(source)) throw new StoreError("not-a-store", `there is no store in ${folder}`);
  if (existsSync(file)) throw new StoreError("exists", `${file} is there already; give a name that is free`);
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const database = new Database(source, { fileMustExist: true, timeout: 10_000 });
  try {
    await database.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages);
        return pagesAtOnce;
      },
    });
    // One file, without the companions of a store that is at work.
    const copy = new Database(part);
    copy.pragma("journal_mode = DELETE");
    copy.close();
    const found = verifyStoreFile(part);
    renameSync(part, file);
    return found;
  } finally {
    database.close();
    rmSync(part, { force: true });
  }
}

/** 64 MB at a time with the usual pages: between two portions writers get their turn. */
const pagesAtOnce = 16_384;

/**
 * Verifies a backup and makes it the store of a data folder that has none.
 *
 * @throws {StoreError} `damaged`, `not-a-store`, `newer-format`; `exists` when the folder holds a store
 */
export function restoreStore(file: string, folder: string): VerifiedStore {
  const target = join(folder, storeFileName);
  if (existsSync(target))
    throw new StoreError(
      "exists",
      `${folder} holds a store already; move it away or choose another folder with --data-dir`,
    );
  const found = verifyStoreFile(file);
  mkdirSync(folder, { recursive: true });
  const part = `${target}.part`;
  copyFileSync(file, part);
  // What a store before left beside its file belongs to that one.
  for (const companion of ["-wal", "-shm"]) rmSync(`${target}${companion}`, { force: true });
  rmSync(join(folder, indexFolderName), { recursive: true, force: true });
  renameSync(part, target);
  return found;
}
