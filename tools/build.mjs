#!/usr/bin/env node
// Compiles every package, then bundles the site. Also npm's `prepare`, so a plain install leaves working commands behind.
import { existsSync } from "node:fs";
import { buildIfStale } from "./bootstrap.mjs";

if (existsSync(new URL("../node_modules/typescript", import.meta.url))) {
  await buildIfStale({
    quiet: process.argv.includes("--quiet"),
    force: !process.argv.includes("--quiet"),
  });
} // else: installed without development tools; the packages then come with their dist
