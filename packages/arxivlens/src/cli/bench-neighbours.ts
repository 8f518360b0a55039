import { spawn } from "node:child_process";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { paperBatches } from "../store/paper-batches.ts";

const answer = z.object({
  version: z.string(),
  fitSeconds: z.number(),
  milliseconds: z.array(z.number()),
});

/** How long scikit-learn took for the same texts and questions. */
export interface NeighboursPeer {
  readonly version: string;
  readonly fitSeconds: number;
  readonly milliseconds: readonly number[];
}

/**
 * Asks scikit-learn's nearest neighbours for the same papers over the same store, in a process of its own.
 *
 * @param script `benchmarks/peers/sklearn/neighbours.py`
 */
export async function neighboursPeer(
  store: LibraryStore,
  asked: readonly Paper[],
  script: string,
  folder: string,
): Promise<NeighboursPeer> {
  const texts = join(folder, "texts.jsonl");
  const keys = await writeTexts(store, texts);
  const places = new Map(keys.map((key, place) => [key, place]));
  const queries = join(folder, "queries.json");
  writeFileSync(queries, JSON.stringify(asked.map(({ key }) => places.get(key) ?? 0)));
  return answer.parse(JSON.parse(await outputOf("/usr/bin/python3", [script, texts, queries])));
}

/** Title and abstract of every paper with an abstract, a line each; their keys. */
async function writeTexts(store: LibraryStore, path: string): Promise<readonly string[]> {
  const keys: string[] = [];
  const file = openSync(path, "w");
  try {
    for await (const batch of paperBatches(store.papers)) {
      const papers = batch.flatMap(({ paper }) => (paper.abstract === null ? [] : [paper]));
      keys.push(...papers.map(({ key }) => key));
      const lines = papers.map((each) => JSON.stringify(`${plainText(each.title)} ${plainText(each.abstract ?? "")}`));
      writeSync(file, lines.map((line) => `${line}\n`).join(""));
    }
    return keys;
  } finally {
    closeSync(file);
  }
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${program} ${args.join(" ")} ended with code ${code}`)),
    );
  });
}
