import { readFileSync } from "node:fs";
import { type ConformanceReport, parseConformance, runConformance } from "../scoring/conformance.ts";
import { ScoringError } from "../scoring/error.ts";
import { type CommandIo, EXIT, UsageError } from "./command.ts";

/** Computes what files of a peer's answers ask for and prints every difference; fails when there is one. */
export function scoreCases(paths: readonly string[], asJson: boolean, io: CommandIo): number {
  const files = paths.map((file) => {
    const { results, equal, values, differences } = reportOf(file);
    return { file, results, equal, values, differences };
  });
  if (asJson) {
    const results = files.reduce((sum, file) => sum + file.results, 0);
    const equal = files.reduce((sum, file) => sum + file.equal, 0);
    io.out(`${JSON.stringify({ results, equal, files })}\n`);
  } else {
    for (const { file, results, equal, values, differences } of files) {
      for (const { where, expected, actual } of differences) {
        io.out(`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual) ?? "nothing"}\n`);
      }
      const compared = `${values.toLocaleString("en")} values compared`;
      io.out(`${file}: ${equal} of ${results} results equal, ${compared}\n`);
    }
  }
  return files.every(({ results, equal }) => equal === results) ? EXIT.ok : EXIT.failed;
}

function reportOf(path: string): ConformanceReport {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`);
  }
  try {
    return runConformance(parseConformance(text));
  } catch (cause) {
    if (!(cause instanceof ScoringError)) throw cause;
    throw new ScoringError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
