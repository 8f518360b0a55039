#!/usr/bin/env node
// npm's install script: builds the native addon where a C++ compiler is at hand. It never fails the installation: without
// the addon the package works on its slower backends, and `npm rebuild @stablemoe/kernels` tries again.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));

/** node-gyp comes with npm; a project's own copy serves where npm is arranged otherwise. */
function findNodeGyp() {
  const npm = process.env.npm_execpath;
  const candidates = [
    process.env.npm_config_node_gyp,
    npm === undefined ? undefined : resolve(dirname(npm), "../node_modules/node-gyp/bin/node-gyp.js"),
    resolve(dirname(process.execPath), "../lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js"),
    resolve(dirname(process.execPath), "node_modules/npm/node_modules/node-gyp/bin/node-gyp.js"),
  ];
  for (const path of candidates) if (path !== undefined && existsSync(path)) return path;
  try {
    return createRequire(import.meta.url).resolve("node-gyp/bin/node-gyp.js");
  } catch {
    return null;
  }
}

/** Headers that are installed beside Node spare a download, and make the build work without a network. */
function nodeDirectory() {
  if (process.env.npm_config_nodedir !== undefined) return [];
  const prefix = resolve(dirname(process.execPath), "..");
  return existsSync(join(prefix, "include/node/node_api.h")) ? [`--nodedir=${prefix}`] : [];
}

function build() {
  const nodeGyp = findNodeGyp();
  if (nodeGyp === null) return "node-gyp was not found";
  const result = spawnSync(process.execPath, [nodeGyp, "rebuild", "--jobs=max", ...nodeDirectory()], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (result.error !== undefined) return result.error.message;
  if (result.status === 0) return null;
  const lines = `${result.stderr}\n${result.stdout}`.split("\n");
  const reason = lines.find((line) => /\berror\b|ERR! stack|not found|Error:/iu.test(line)) ?? `exit ${result.status}`;
  return reason.replace(/^gyp ERR! (stack )?/u, "").trim();
}

const reason = build();
console.log(
  reason === null
    ? "@stablemoe/kernels: native kernels built"
    : `@stablemoe/kernels: no native kernels (${reason}); slower backends will be used. With g++, make and python3 installed, run: npm rebuild @stablemoe/kernels`,
);
