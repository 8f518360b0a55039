import { describe, expect, test } from "vitest";
import { plainDocument } from "../../../test/plain-document.ts";
import { clearIndex } from "./clear-index.ts";
import type { IndexDocument } from "./document.ts";
import { memoryDirectory, type IndexDirectory } from "./index-directory.ts";
import { formatManifest, manifestName, parseManifest } from "./index-manifest.ts";
import { SegmentIndex } from "./segment-index.ts";

const numberOfId = (): null => null;
const open = (directory: IndexDirectory): Promise<SegmentIndex> => SegmentIndex.open(directory, numberOfId);

const paper = (number: number): IndexDocument => plainDocument(number, `paper ${number}`);
const papers = (count: number): readonly IndexDocument[] => Array.from({ length: count }, (_, at) => paper(at + 1));

async function write(directory: IndexDirectory, count: number, position: number): Promise<void> {
  const index = await open(directory);
  await index.add(papers(count));
  await index.commit(position);
}

/** The files under the names that were given before names had a part of their own. */
async function withCountedNames(from: IndexDirectory): Promise<IndexDirectory> {
  const directory = memoryDirectory();
  const read = async (name: string): Promise<Uint8Array> => (await from.read(name)) ?? new Uint8Array();
  const manifest = parseManifest(await read(manifestName));
  const segments = [];
  for (const [at, { name }] of manifest.segments.entries()) {
    segments.push({ name: `segment-${at + 1}.idx`, deletedName: null });
    await directory.write(`segment-${at + 1}.idx`, [await read(name)]);
  }
  await directory.write(manifestName, [formatManifest({ ...manifest, segments })]);
  return directory;
}

describe("an index that another process writes", () => {
  test("one that was rebuilt is read anew, though its files are counted from the first again", async () => {
    const directory = memoryDirectory();
    await write(directory, 2, 1);
    const reader = await open(directory);
    await clearIndex(directory);
    await write(directory, 5, 2);
    await reader.reload();
    expect([reader.documents, reader.position]).toEqual([5, 2]);
  });

  test("a commit between the reading of the manifest and of a segment is no damage", async () => {
    const directory = memoryDirectory();
    await write(directory, 2, 1);
    let overtaken = false;
    const reader = await open({
      ...directory,
      read: async (name) => {
        if (name !== manifestName && !overtaken) {
          overtaken = true;
          await clearIndex(directory);
          await write(directory, 5, 2);
        }
        return directory.read(name);
      },
    });
    expect([reader.documents, reader.position]).toEqual([5, 2]);
  });

  test("a file that the manifest still names and that is missing is damage", async () => {
    const directory = memoryDirectory();
    await write(directory, 2, 1);
    for (const name of await directory.list()) if (name !== manifestName) await directory.remove(name);
    await expect(open(directory)).rejects.toMatchObject({ code: "damaged-index" });
  });
});

test("an index whose files have counted names only is opened and goes on", async () => {
  const newNames = memoryDirectory();
  await write(newNames, 3, 1);
  const directory = await withCountedNames(newNames);
  const index = await open(directory);
  expect(index.documents).toBe(3);
  await index.add([paper(1), paper(4)]);
  await index.commit(2);
  expect((await open(directory)).documents).toBe(4);
});

test("a write that fails, on a full disk for instance, leaves nothing behind that a later commit would take up", async () => {
  let failures = 0;
  for (let failing = 1; failures === failing - 1; failing++) {
    const directory = memoryDirectory();
    let writes = 0;
    const index = await open({
      ...directory,
      write: async (name, parts) => {
        if (++writes === failing) throw new Error("no space left");
        await directory.write(name, parts);
      },
    });
    const follow = async (): Promise<void> => {
      await index.reload();
      await index.removeOrphans();
      // A paper that comes again, or goes, ends a segment.
      for (let round = 0; round < 3; round++) await index.add(papers(3));
      await index.remove([3]);
      await index.commit(1);
    };
    await follow().catch(async () => {
      failures++;
      expect([failing, index.position]).toEqual([failing, 0]);
      await follow();
    });
    const again = await open(directory);
    expect([failing, index.documents, again.documents]).toEqual([failing, 2, 2]);
  }
  // Segments, marks of what was replaced, and the manifest.
  expect(failures).toBeGreaterThan(5);
});
