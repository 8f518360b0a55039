import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { takeExclusiveLock } from "../src/store/sqlite/exclusive-lock.ts";

const built = join(import.meta.dirname, "../dist/store/sqlite/exclusive-lock.js");
const folder = mkdtempSync(join(tmpdir(), "lens-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("one holder at a time, within a process as well, and a lock given back can be taken", () => {
  const path = join(folder, "own");
  const release = takeExclusiveLock(path);
  expect(release).not.toBeNull();
  expect(takeExclusiveLock(path)).toBeNull();
  release?.[Symbol.dispose]();
  const again = takeExclusiveLock(path);
  expect(again).not.toBeNull();
  again?.[Symbol.dispose]();
  expect(readdirSync(folder)).toEqual(["own"]);
});

test("a lock goes with the process that held it, however that ended", async () => {
  const path = join(folder, "other");
  const program = `
    import { takeExclusiveLock } from ${JSON.stringify(built)};
    console.log(takeExclusiveLock(${JSON.stringify(path)}) === null ? "refused" : "held");
    setInterval(() => undefined, 1_000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(holder.stdout, "data")) as [Buffer];
  expect(said.toString().trim()).toBe("held");
  expect(takeExclusiveLock(path)).toBeNull();
  const exited = once(holder, "exit");
  holder.kill("SIGKILL");
  await exited;
  const release = takeExclusiveLock(path);
  expect(release).not.toBeNull();
  release?.[Symbol.dispose]();
});

test("a file of something else is an error, not a lock that is held", () => {
  const path = join(folder, "text");
  writeFileSync(path, "no database ".repeat(100));
  expect(() => takeExclusiveLock(path)).toThrow(/cannot lock .*text \(file is not a database\)/);
});
