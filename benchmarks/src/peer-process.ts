import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** A program that answers each line of its standard input by one line of JSON. */
export class PeerProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(name: string, command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#name = name;
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  async ask(line: string): Promise<unknown> {
    this.#child.stdin!.write(`${line}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true)
      throw Object.assign(new Error(`${this.#name} ended; its message is above`), { code: "peer-ended" });
    return JSON.parse(value);
  }

  end(): void {
    this.#child.stdin!.end();
  }
}

/** Command, arguments and environment of a peer in Python: two threads, and the OpenBLAS that gets along with them. */
export function python(
  script: string,
  args: readonly string[],
): [command: string, args: readonly string[], env: Readonly<Record<string, string>>] {
  const path = join(resolve(import.meta.dirname, "../peers"), script);
  return ["/usr/bin/python3", [path, ...args], { OMP_NUM_THREADS: "2", ...openMpBlas() }];
}

/** OpenBLAS with OpenMP: the pthreads build beside libgomp runs two pools against each other and loses half the speed. */
function openMpBlas(): Readonly<Record<string, string>> {
  for (const machine of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    const folder = join("/usr/lib", machine, "openblas-openmp");
    if (existsSync(folder)) return { LD_LIBRARY_PATH: folder };
  }
  return {};
}
