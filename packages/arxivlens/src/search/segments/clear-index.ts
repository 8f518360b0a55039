import type { IndexDirectory } from "./index-directory.ts";
import { manifestName } from "./index-manifest.ts";

/**
 * Throws an index away; only whoever has the right to write it may. The manifest goes first: without it the rest are
 * leftovers, so nobody finds half an index, however far this comes.
 */
export async function clearIndex(directory: IndexDirectory): Promise<void> {
  await directory.remove(manifestName);
  for (const name of await directory.list()) await directory.remove(name);
}
