#!/usr/bin/env node
// `npm test [-- FILTER...]`: install, build, run every test, end with one plain line that sums all projects.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertNode, buildIfStale, installIfStale, root, run } from "./bootstrap.mjs";

assertNode();
await installIfStale();
await buildIfStale();

const folder = mkdtempSync(join(tmpdir(), "arxivlens-test-"));
const report = join(folder, "report.json");
const code = await run(process.execPath, [
  join(root, "node_modules/vitest/vitest.mjs"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
let summary = "0 passed, 1 failed, 0 skipped";
let failed = 1;
try {
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests = 0,
    testResults,
  } = JSON.parse(readFileSync(report, "utf8"));
  // A file that breaks before its first test has no test to count, yet it has failed.
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  failed = numFailedTests + broken;
  summary = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`;
} catch {
  console.error("the tests ended without a report");
}
rmSync(folder, { recursive: true, force: true });
console.log(summary);
process.exit(code !== 0 || failed > 0 ? 1 : 0);
