#!/usr/bin/env node
// Builds wasm/kernels.wasm (SIMD, one thread) and wasm/kernels-threads.wasm (SIMD, shared memory) with clang and lld, and
// writes wasm/manifest.json. `--check` compares the manifest with the sources and, where the same clang is at hand, the
// committed files with a fresh build.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const native = join(folder, "src/native");
const sources = ["tier/portable.cpp", "wasm-platform.cpp", "wasm-exports.cpp"];
const headers = [
  "kernels.h",
  "platform.h",
  ...readdirSync(join(native, "tier"))
    .filter((name) => /\.(h|inc)$/u.test(name))
    .map((name) => `tier/${name}`),
];
const flags = [
  "--target=wasm32",
  "-std=c++20",
  "-O3",
  "-msimd128",
  "-mbulk-memory",
  "-mmutable-globals",
  "-nostdlib",
  "-fno-exceptions",
  "-fno-rtti",
  "-fno-math-errno",
  "-fno-trapping-math",
  "-fvisibility=hidden",
  "-fno-threadsafe-statics",
  "-ffreestanding",
  "-Wall",
  "-Wextra",
  "-Wno-psabi",
];
const linking = [
  "-Wl,--no-entry",
  "-Wl,--import-memory",
  "-Wl,--export-dynamic",
  "-Wl,--export=__stack_pointer",
  "-Wl,--strip-all",
  "-Wl,-z,stack-size=262144",
];
const variants = {
  "kernels.wasm": [],
  "kernels-threads.wasm": ["-DLAB_WASM_THREADS", "-matomics", "-Wl,--shared-memory", "-Wl,--max-memory=4294967296"],
};
const compiler = process.env.WASM_CXX ?? "clang++";
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

function sourceHash() {
  const hash = createHash("sha256").update(JSON.stringify([flags, linking, variants]));
  for (const name of [...sources, ...headers].sort()) hash.update(name).update(readFileSync(join(native, name)));
  return hash.digest("hex");
}

function compilerVersion() {
  const { stdout, status } = spawnSync(compiler, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.split("\n")[0] : null;
}

function build(out) {
  const files = {};
  for (const [name, extra] of Object.entries(variants)) {
    const args = [...flags, ...extra, ...linking, ...sources, "-o", join(out, name)];
    const { status, stderr, error } = spawnSync(compiler, args, { cwd: native, encoding: "utf8" });
    if (status !== 0) {
      console.error(
        `${compiler} could not build ${name}; it needs clang 14 or newer with lld\n${error?.message ?? stderr}`,
      );
      process.exit(1);
    }
    files[name] = sha256(readFileSync(join(out, name)));
  }
  return files;
}

const target = join(folder, "wasm");
if (process.argv.includes("--check")) {
  const manifest = JSON.parse(readFileSync(join(target, "manifest.json"), "utf8"));
  const problems = [];
  if (manifest.sourceHash !== sourceHash()) problems.push("the C++ sources have changed since wasm/ was built");
  for (const [name, hash] of Object.entries(manifest.files))
    if (sha256(readFileSync(join(target, name))) !== hash)
      problems.push(`wasm/${name} is not the file of the manifest`);
  if (problems.length === 0 && compilerVersion() === manifest.compiler) {
    const out = mkdtempSync(join(tmpdir(), "kernels-wasm-"));
    for (const [name, hash] of Object.entries(build(out)))
      if (hash !== manifest.files[name]) problems.push(`a fresh build of ${name} differs from the committed one`);
    rmSync(out, { recursive: true });
  }
  for (const problem of problems) console.error(`${problem}; run: node packages/kernels/build-wasm.mjs`);
  process.exit(problems.length === 0 ? 0 : 1);
}
mkdirSync(target, { recursive: true });
const files = build(target);
const manifest = { sourceHash: sourceHash(), compiler: compilerVersion(), files };
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`built ${Object.keys(files).join(", ")}`);
