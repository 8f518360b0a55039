#!/usr/bin/env node
// Packs every public package as npm would and holds the result against publint and are-the-types-wrong.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./bootstrap.mjs";

const folder = mkdtempSync(join(tmpdir(), "arxivlens-pack-"));
let failed = 0;
for (const name of readdirSync(join(root, "packages"))) {
  const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  if (manifest.private) continue;
  const packed = await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, "-w", manifest.name], { quiet: true });
  const archive = join(folder, `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`);
  const checks = [
    ["publint", ["publint", archive, "--strict"]],
    ["attw", ["attw", archive, "--profile", "esm-only"]],
  ];
  for (const [check, args] of packed === 0 ? checks : [["npm pack", null]]) {
    const code = args === null ? packed : await run("npx", ["--no-install", ...args], { quiet: true });
    console.log(`${manifest.name}: ${check} ${code === 0 ? "ok" : "FAILED"}`);
    if (code !== 0) failed++;
  }
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed > 0 ? 1 : 0);
