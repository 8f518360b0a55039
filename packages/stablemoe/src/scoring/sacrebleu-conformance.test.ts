import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConformance, runConformance } from "./conformance.ts";

/** Answers of sacreBLEU 2.6.0: scores, counts, lengths, edits, signatures and tokens. */
const path = join(
  process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared"),
  "conformance/sacrebleu/cases.json",
);

describe.skipIf(!existsSync(path))("sacreBLEU 2.6.0", () => {
  test("every score, count, length, signature and token is the same", () => {
    const report = runConformance(parseConformance(readFileSync(path, "utf8")));
    expect(report.differences).toEqual([]);
    expect(report.equal).toBe(report.results);
    expect(report.results).toBeGreaterThan(0);
  });
});
