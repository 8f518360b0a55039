#!/usr/bin/env node
// Removes build output, the compiler's memory of it included.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bootstrap.mjs";

for (const name of readdirSync(join(root, "packages")))
  rmSync(join(root, "packages", name, "dist"), { recursive: true, force: true });
rmSync(join(root, "node_modules", ".arxivlens-build"), { force: true });
