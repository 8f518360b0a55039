import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Stretches of the hash range that are worked on one at a time. */
const PARTITIONS = 64;
/** Characters that wait in memory before they are written. */
const WAITING = 1 << 24;

/**
 * Records spread over files by a hash, so that a corpus can be gone through stretch by stretch, several times, with only
 * one of them in memory. Within a stretch records keep the order in which they were added.
 */
export class HashPartitions<Item> {
  readonly #folder: string;
  readonly #waiting: string[][] = Array.from({ length: PARTITIONS }, () => []);
  #characters = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param hash 32 bits */
  add(hash: number, item: Item): void {
    const line = `${JSON.stringify(item)}\n`;
    this.#waiting[Math.floor((hash / 0x100000000) * PARTITIONS)]!.push(line);
    this.#characters += line.length;
    if (this.#characters > WAITING) this.flush();
  }

  /** To be called after the last record. */
  flush(): void {
    for (const [i, lines] of this.#waiting.entries()) {
      if (lines.length > 0) appendFileSync(this.#path(i), lines.join(""));
      lines.length = 0;
    }
    this.#characters = 0;
  }

  /** The records of one stretch after the other. */
  *read(): Generator<readonly Item[], void, undefined> {
    for (let i = 0; i < PARTITIONS; i++) {
      if (!existsSync(this.#path(i))) continue;
      const lines = readFileSync(this.#path(i), "utf8").split("\n");
      lines.pop(); // what follows the last line break
      yield lines.map((line) => JSON.parse(line) as Item);
    }
  }

  remove(): void {
    for (let i = 0; i < PARTITIONS; i++) rmSync(this.#path(i), { force: true });
  }

  #path(index: number): string {
    return join(this.#folder, `stretch-${index}.jsonl`);
  }
}
