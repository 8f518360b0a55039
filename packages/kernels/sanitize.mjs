#!/usr/bin/env node
// Builds the addon with AddressSanitizer or UndefinedBehaviorSanitizer and runs the conformance suite on it.
//   node packages/kernels/sanitize.mjs address|undefined
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const kind = process.argv[2];
if (kind !== "address" && kind !== "undefined") {
  console.error(`sanitizer "${kind}" is unknown; use address or undefined`);
  process.exit(2);
}
const folder = dirname(fileURLToPath(import.meta.url));
const out = join(folder, "build", `sanitize-${kind}`);
mkdirSync(out, { recursive: true });
const compiler = process.env.CXX ?? "g++";
const avx512 = [
  "-mavx512f",
  "-mavx512bw",
  "-mavx512dq",
  "-mavx512vl",
  "-mfma",
  "-Wno-uninitialized",
  "-Wno-maybe-uninitialized",
];
const tiles = ["-mamx-tile", "-mamx-bf16"];
const amx =
  process.platform === "linux" &&
  process.arch === "x64" &&
  spawnSync(compiler, [...tiles, "-x", "c++", "-c", "-o", "/dev/null", "-"], { input: 'asm("tilerelease");' })
    .status === 0;
const sources = {
  addon: [],
  "activation-bindings": [],
  "attention-bindings": [],
  "matrix-bindings": [],
  "optimiser-bindings": [],
  "row-bindings": [],
  "routing-bindings": [],
  machine: [],
  pool: [],
  "tier/portable": [],
  ...(process.arch === "x64"
    ? { "tier/avx2": ["-mavx2", "-mfma"], "tier/avx512": avx512, "tier/avx512bf16": [...avx512, "-mavx512bf16"] }
    : {}),
  ...(amx ? { "tier/amx": [...avx512, "-mavx512bf16", ...tiles] } : {}),
};
const headers = [process.env.npm_config_nodedir, resolve(dirname(process.execPath), "..")]
  .map((prefix) => join(prefix ?? "/", "include/node"))
  .find((path) => existsSync(join(path, "node_api.h")));
if (headers === undefined) {
  console.error("the Node headers are not beside Node; set npm_config_nodedir to the prefix that holds include/node");
  process.exit(1);
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (status !== 0) {
    console.error(`${command} failed: ${error?.message ?? `exit ${status}`}`);
    process.exit(1);
  }
}

const flags = [
  "-std=c++20",
  "-O1",
  "-g",
  "-fPIC",
  "-fno-omit-frame-pointer",
  "-fno-math-errno",
  "-fno-trapping-math",
  "-Wno-psabi",
  `-fsanitize=${kind}`,
  ...(kind === "undefined" ? ["-fno-sanitize-recover=all", "-fno-sanitize=vptr"] : []),
  `-I${headers}`,
  ...(process.arch === "x64" ? ["-DLAB_X86"] : []),
  ...(amx ? ["-DLAB_AMX"] : []),
];
const objects = Object.entries(sources).map(([name, extra]) => {
  const object = join(out, `${name.replace("/", "-")}.o`);
  run(compiler, [...flags, ...extra, "-c", join(folder, "src/native", `${name}.cpp`), "-o", object]);
  return object;
});
const addon = join(out, "kernels.node");
run(compiler, ["-shared", `-fsanitize=${kind}`, ...objects, "-o", addon, "-lpthread", "-ldl"]);

// The sanitizer's library has to be in the process before the addon is.
const library = kind === "address" ? "libasan.so" : "libubsan.so";
const found = spawnSync(compiler, [`-print-file-name=${library}`], { encoding: "utf8" }).stdout.trim();
const root = resolve(folder, "../..");
run(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "node", "packages/kernels/test/native"],
  {
    cwd: root,
    env: {
      ...process.env,
      LD_PRELOAD: found,
      ASAN_OPTIONS: "detect_leaks=0:halt_on_error=1",
      UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1",
      STABLEMOE_KERNELS_ADDON: addon,
    },
  },
);
