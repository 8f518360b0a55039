#!/usr/bin/env node
// `npm run bench -- TOPIC [--json]`: build, then run one file of benchmarks/src/topics.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { assertNode, buildIfStale, installIfStale, root } from "./bootstrap.mjs";

assertNode();
await installIfStale();
await buildIfStale();
const args = [join(root, "benchmarks/dist/main.js"), ...process.argv.slice(2)];
spawn(process.execPath, args, { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1));
