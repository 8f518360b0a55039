#!/usr/bin/env node
// Packs every public package as npm would and holds the result against publint and are-the-types-wrong.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./bootstrap.mjs";

const folder = mkdtempSync(join(tmpdir(), "arxivlens-pack-"));
let failed = 0;

async function check(packageName, step, command, args) {
  const ok = (await run(command, args, { quiet: true })) === 0;
  console.log(`${packageName}: ${step} ${ok ? "ok" : "FAILED"}`);
  if (!ok) failed++;
  return ok;
}

for (const entry of readdirSync(join(root, "packages"))) {
  const {
    name,
    version,
    private: isPrivate,
  } = JSON.parse(readFileSync(join(root, "packages", entry, "package.json"), "utf8"));
  if (isPrivate) continue;
  const archive = join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, "-w", name];
  if (!(await check(name, "npm pack", "npm", pack))) continue;
  await check(name, "publint", "npx", ["--no-install", "publint", archive, "--strict"]);
  await check(name, "types", "npx", ["--no-install", "attw", archive, "--profile", "esm-only"]);
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed > 0 ? 1 : 0);
