// What the README's two commands share: install when the lock file is newer than what is installed, build when a
// source is newer than its output. Plain JavaScript, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".arxivlens-build");
const installed = join(root, "node_modules", ".package-lock.json");

/** Refuses Node versions that the packages do not support. */
export function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: ArxivLens needs Node 20.19 or newer (https://nodejs.org).`);
  process.exit(1);
}

/** Runs a command in the repository and resolves to its exit code. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", process.stderr, process.stderr],
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
    });
    const kept = [];
    child.stdout?.on("data", (chunk) => kept.push(chunk));
    child.stderr?.on("data", (chunk) => kept.push(chunk));
    child.on("error", (error) => {
      console.error(`cannot run ${command}: ${error.message}`);
      resolve(127);
    });
    child.on("close", (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Installs what the lock file names, when it is newer than what is installed. */
export async function installIfStale() {
  if (modified(installed) >= modified(join(root, "package-lock.json")) && modified(installed) > 0) return;
  const begun = Date.now();
  const timer = setInterval(() => {
    if (process.stderr.isTTY)
      process.stderr.write(`\rinstalling packages … ${Math.round((Date.now() - begun) / 1000)} s `);
  }, 1000);
  console.error("installing packages (first start only; compiling SQLite can take a minute or two) …");
  // The build step follows on its own, so a failure there is reported as a build failure.
  const code = await run("npm", ["ci", "--no-audit", "--no-fund"], {
    quiet: true,
    env: { ARXIVLENS_SKIP_BUILD: "1" },
  });
  clearInterval(timer);
  if (code !== 0) {
    console.error(
      "\nnpm could not install the packages; its messages are above. Check the network to the npm registry, then run the command again.",
    );
    process.exit(code);
  }
  const now = new Date();
  utimesSync(installed, now, now);
  console.error(`installed in ${Math.round((Date.now() - begun) / 1000)} s`);
}

function newestSource(folder, newest = 0) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist" || entry.name === "build" || entry.name.startsWith("."))
      continue;
    const path = join(folder, entry.name);
    newest = entry.isDirectory() ? newestSource(path, newest) : Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

/** Compiles and bundles when a source is newer than the last build. */
export async function buildIfStale({ quiet = false, force = false } = {}) {
  if (process.env.ARXIVLENS_SKIP_BUILD === "1") return;
  const sources = Math.max(newestSource(join(root, "packages")), modified(join(root, "tsconfig.base.json")));
  const built = [
    "tensor/dist/index.js",
    "stablemoe/dist/cli/main.js",
    "arxivlens/dist/cli/main.js",
    "site/dist/server/render.js",
  ];
  const complete = built.every((path) => existsSync(join(root, "packages", path)));
  if (!force && complete && modified(stamp) >= sources) return;
  if (!quiet) console.error("building …");
  for (const [command, args] of [
    [process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b"]],
    ["npm", ["run", "--silent", "build", "-w", "@arxivlens/site"]],
  ]) {
    const code = await run(command, args, { quiet: true });
    if (code !== 0) {
      console.error("the build failed; the compiler's messages are above");
      process.exit(code);
    }
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, "");
}
