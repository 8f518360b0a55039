#!/usr/bin/env node
// Removes build output, the compiler's memory of it included.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bootstrap.mjs";

const folders = [
  ...readdirSync(join(root, "packages")).map((name) => join("packages", name)),
  "benchmarks",
  "examples",
];
for (const folder of folders) rmSync(join(root, folder, "dist"), { recursive: true, force: true });
rmSync(join(root, "node_modules", ".arxivlens-build"), { force: true });
