#!/usr/bin/env node
// `npm start`: install, build, load the papers once, serve. Flags after `--` go to `arxivlens serve`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { assertNode, buildIfStale, installIfStale, root } from "./bootstrap.mjs";

assertNode();
await installIfStale();
await buildIfStale();

const server = spawn(
  process.execPath,
  [
    join(root, "packages/arxivlens/bin/arxivlens.mjs"),
    "serve",
    "--site",
    join(root, "packages/site/dist"),
    "--lab",
    join(root, "packages/stablemoe/bin/stablemoe.mjs"),
    "--starter",
    join(root, "data"),
    ...process.argv.slice(2),
  ],
  { stdio: "inherit", cwd: process.env.INIT_CWD ?? process.cwd() },
);
// The terminal sends Ctrl-C to both processes; a supervisor's signal reaches this one only.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1)));
