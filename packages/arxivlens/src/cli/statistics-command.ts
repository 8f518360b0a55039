/** `arxivlens statistics FILE... --out FILE`: document frequencies of the abstracts in JSON-lines files. */

import { open, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

import { createTermCounter, formatTermStatistics } from "../search/index.ts";

export interface StatisticsStreams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

const usage = `usage: arxivlens statistics FILE... --out FILE [--description TEXT] [--capacity TERMS] [--json]
Counts the words and word pairs of the abstracts in JSON-lines files ("-" reads standard input) and writes the
document frequencies of the 20,000 most frequent ones. A line is {"abstract": TEXT} or ["id", {"description": [TEXT]}].
`;

interface StatisticsOptions {
  readonly files: readonly string[];
  readonly out: string;
  readonly description: string | null;
  readonly capacity: number;
  readonly json: boolean;
}

/** Exit codes: 0 done, 1 nothing to count or not writable, 2 wrong use. */
export async function runStatistics(args: readonly string[], io: StatisticsStreams): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    io.stderr.write(`${options}\n${usage}`);
    return 2;
  }
  const counter = createTermCounter({ capacity: options.capacity });
  let skipped = 0;
  try {
    for await (const line of linesOf(options.files, io.stdin)) {
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
    return 1;
  }
  if (counter.documents === 0) {
    io.stderr.write(`no abstract in ${options.files.join(", ")} (${skipped} lines skipped); nothing written\n`);
    return 1;
  }
  const description = options.description ?? `${counter.documents.toLocaleString("en-US")} abstracts`;
  const { statistics, maximumUndercount } = counter.finish(description);
  await writeFile(options.out, formatTermStatistics(statistics));
  const { documents, size, version } = statistics;
  const result = { documents, terms: size, version, maximumUndercount, skipped, out: options.out };
  io.stdout.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : `${size} terms of ${documents} abstracts (${skipped} lines skipped, version ${version}) in ${options.out}\n`,
  );
  return 0;
}

async function* linesOf(files: readonly string[], stdin: NodeJS.ReadableStream): AsyncGenerator<string> {
  for (const file of files) {
    if (file === "-") {
      yield* createInterface({ input: stdin, crlfDelay: Infinity });
      continue;
    }
    // Opened before it is read, because an error of a stream that nobody awaits yet would end the process.
    const handle = await open(file);
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

function readOptions(args: readonly string[]): StatisticsOptions | string {
  const files: string[] = [];
  const values = new Map<string, string>();
  let json = false;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    if (argument === "--json") json = true;
    else if (argument === "--out" || argument === "--description" || argument === "--capacity") {
      index += 1;
      const value = args[index];
      if (value === undefined) return `${argument} needs a value`;
      values.set(argument, value);
    } else if (argument.startsWith("--")) return `unknown flag ${argument}`;
    else files.push(argument);
  }
  const out = values.get("--out");
  const capacity = Number(values.get("--capacity") ?? 2_000_000);
  if (files.length === 0) return "no file named";
  if (out === undefined) return "--out FILE is missing";
  if (!Number.isSafeInteger(capacity) || capacity < 1000) return `--capacity ${capacity}: a whole number from 1000 on`;
  return { files, out, description: values.get("--description") ?? null, capacity, json };
}
