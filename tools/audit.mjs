#!/usr/bin/env node
// Known weaknesses of what we ship, by the registry's advisories: high and critical ones fail. A registry without
// advisories (mirrors mostly have none) is said, not failed: nothing was learnt there.
import { spawnSync } from "node:child_process";
import { root } from "./bootstrap.mjs";

const SERIOUS = ["high", "critical"];

const { stdout } = spawnSync("npm", ["audit", "--audit=true", "--omit=dev", "--json"], {
  cwd: root,
  encoding: "utf8",
  shell: process.platform === "win32",
});
const answer = parsed(stdout);
if (answer === null || answer.vulnerabilities === undefined) {
  const reason = answer?.error?.summary || answer?.message || "no answer that can be read";
  console.log(`dependencies were not audited: this registry gives no advisories (${reason})`);
} else {
  const found = Object.values(answer.vulnerabilities);
  const serious = found.filter(({ severity }) => SERIOUS.includes(severity));
  for (const { name, severity, range } of found) console.log(`${severity.padEnd(9)} ${name} ${range}`);
  console.log(`${found.length} known weaknesses in what we ship, ${serious.length} of them serious`);
  if (serious.length > 0) process.exitCode = 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
