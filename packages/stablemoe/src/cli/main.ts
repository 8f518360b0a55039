import { type Command, type CommandIo, EXIT, UsageError, commandHelp, parseArguments } from "./command.ts";
import { compareCommand } from "./compare-command.ts";
import { dataCommand } from "./data-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { evalCommand } from "./eval-command.ts";
import { generateCommand } from "./generate-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { nearest } from "./nearest.ts";
import { routersCommand } from "./routers-command.ts";
import { scoreCommand } from "./score-command.ts";
import { tableCommand } from "./table-command.ts";
import { resumeCommand, trainCommand } from "./train-command.ts";
import { tokenizerCommand } from "./tokenizer-command.ts";
import { translateCommand } from "./translate-command.ts";
import { vectorsCommand } from "./vectors-command.ts";

export const commands: readonly Command[] = [
  trainCommand,
  resumeCommand,
  evalCommand,
  generateCommand,
  translateCommand,
  compareCommand,
  scoreCommand,
  dataCommand,
  tokenizerCommand,
  tableCommand,
  vectorsCommand,
  inspectCommand,
  routersCommand,
  doctorCommand,
];

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "stablemoe: train and study Mixture-of-Experts models whose routing stays put (arXiv:2204.08396)",
    "",
    "Usage: stablemoe COMMAND [...]    stablemoe COMMAND --help",
    "",
    ...rows,
    "",
    "Results go to standard output, everything else to standard error.",
    "Exit codes: 0 done, 1 failed, 2 the call was not understood, 130 stopped by the user.",
    "",
  ].join("\n");
}

/** Runs one command line and resolves to the exit code. */
export async function main(argv: readonly string[], io: CommandIo = processIo()): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || name === "--help") {
    io.out(help());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commands.find((candidate) => candidate.name === name);
  try {
    if (command === undefined) {
      const near = nearest(
        name,
        commands.map((candidate) => candidate.name),
      );
      throw new UsageError(
        `unknown command "${name}"${near === null ? "; see stablemoe --help" : `; did you mean "${near}"?`}`,
      );
    }
    if (args.includes("--help")) {
      io.out(commandHelp(command));
      return EXIT.ok;
    }
    return await command.run({ ...parseArguments(args, command.flags), io });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = (error as { code?: unknown }).code;
    io.err(`${typeof code === "string" ? "" : "internal error: "}${error.message}\n`);
    if (typeof code !== "string" && error.stack !== undefined) io.err(`${error.stack}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** The process's own streams; the first Ctrl-C asks to stop, the second kills. */
function processIo(): CommandIo {
  let stop = false;
  // A reader such as `head` may leave early; that is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed),
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (stop = true));
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    live: process.stderr.isTTY === true,
    stopRequested: () => stop,
    input: process.stdin,
  };
}
