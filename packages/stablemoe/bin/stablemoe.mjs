#!/usr/bin/env node
// Runs the compiled command. In a clone whose sources are newer than their output, builds first.
import { existsSync } from "node:fs";

const bootstrap = new URL("../../../tools/bootstrap.mjs", import.meta.url);
if (existsSync(bootstrap)) await (await import(bootstrap.href)).buildIfStale();
const { main } = await import("../dist/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
