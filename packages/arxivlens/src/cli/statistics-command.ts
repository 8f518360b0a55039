/** `arxivlens statistics FILE... --out FILE`: document frequencies of the abstracts in JSON-lines files. */

import { open, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

import { createTermCounter, formatTermStatistics } from "../search/index.ts";
import type { Command, ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { counted } from "../pipeline/counted.ts";
import { wholeFlag } from "./whole-flag.ts";

const usualCapacity = 2_000_000;
const leastCapacity = 1_000;

/** `arxivlens statistics`: what the weights of key terms are made of. */
export const statisticsCommand: Command = {
  name: "statistics",
  summary:
    'Count the words and word pairs of the abstracts in JSON lines, {"abstract": TEXT} or ["id", {"description": [TEXT]}], for the weights of key terms',
  usage: 'FILE... --out FILE [--description TEXT] [--capacity TERMS] [--json] ("-" reads standard input)',
  flags: {
    out: {
      type: "text",
      value: "FILE",
      summary: "where to write the document frequencies of the 20,000 most frequent",
    },
    description: { type: "text", value: "TEXT", summary: "what was counted, for people" },
    capacity: {
      type: "text",
      value: "TERMS",
      summary: `terms kept in memory while counting, from ${leastCapacity} (default: ${usualCapacity})`,
    },
  },
  operands: { least: 1, most: Infinity },
  failure: "nothing to count, or a file cannot be read or written",
  run: countTerms,
};

async function countTerms(io: CommandIo, given: ParsedFlags, files: readonly string[]): Promise<number> {
  const named = given.text("out");
  if (named === null) {
    io.stderr.write("--out FILE is missing: where the document frequencies are written\n");
    return exitCodes.usage;
  }
  const out = resolve(io.cwd, named);
  const capacity = wholeFlag(io, given, "capacity", usualCapacity, leastCapacity);
  if (capacity === null) return exitCodes.usage;
  const counter = createTermCounter({ capacity });
  let skipped = 0;
  try {
    for await (const line of linesOf(io, files)) {
      if (line.trim() === "") continue;
      const abstract = abstractOf(line);
      if (abstract === null) {
        skipped += 1;
        continue;
      }
      counter.add(abstract);
      if (counter.documents % 50_000 === 0) io.stderr.write(`${counter.documents} abstracts\n`);
    }
  } catch (error) {
    io.stderr.write(`cannot read: ${error instanceof Error ? error.message : String(error)}; nothing written\n`);
    return exitCodes.failed;
  }
  if (counter.documents === 0) {
    io.stderr.write(`no abstract in ${files.join(", ")} (${counted(skipped, "line")} skipped); nothing written\n`);
    return exitCodes.failed;
  }
  const description = given.text("description") ?? `${counter.documents.toLocaleString("en-US")} abstracts`;
  const { statistics, maximumUndercount } = counter.finish(description);
  await writeFile(out, formatTermStatistics(statistics));
  const { documents, size, version } = statistics;
  if (given.has("json")) writeJson(io, { documents, terms: size, version, maximumUndercount, skipped, out: named });
  else
    io.stdout.write(
      `${size} terms of ${documents} abstracts (${counted(skipped, "line")} skipped, version ${version}) in ${named}\n`,
    );
  return exitCodes.ok;
}

async function* linesOf({ cwd, stdin }: CommandIo, files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    if (file === "-") {
      yield* createInterface({ input: stdin, crlfDelay: Infinity });
      continue;
    }
    // Opened before it is read, because an error of a stream that nobody awaits yet would end the process.
    const handle = await open(resolve(cwd, file));
    try {
      yield* handle.readLines();
    } finally {
      await handle.close();
    }
  }
}

/** The abstract in a line of one of the known shapes, or null. */
export function abstractOf(line: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const record: unknown = Array.isArray(value) ? value[1] : value;
  if (typeof record !== "object" || record === null) return null;
  if ("abstract" in record && typeof record.abstract === "string") return record.abstract;
  if ("description" in record && Array.isArray(record.description)) {
    const texts: readonly unknown[] = record.description;
    // OAI's Dublin Core puts the author's comments into a second description.
    const found = texts.find((text) => typeof text === "string" && !text.startsWith("Comment:"));
    return typeof found === "string" ? found : null;
  }
  return null;
}
