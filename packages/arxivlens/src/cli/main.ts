import { ArxivLensError } from "../arxiv/errors.ts";
import { commands } from "./commands.ts";
import { parseCommandLine } from "./flags.ts";
import { failureTo, openEventLog } from "./event-log.ts";
import { commandHelp, programHelp } from "./help.ts";
import { exitCodes, writeJson, type CommandIo, type EventLog } from "./io.ts";
import { programVersion } from "./program-version.ts";
import { nearest } from "../search/nearest.ts";

/**
 * The program: runs the command that the first word names.
 *
 * @param argv words after the program's name
 * @returns exit code, see `exitCodes`; expected failures are told on standard error, never as a stack trace
 */
export async function main(argv: readonly string[], io?: ProcessIo): Promise<number> {
  return io === undefined ? withProcess((processIo) => runCommand(argv, processIo)) : runCommand(argv, io);
}

/** What `--log` is not needed for. */
type ProcessIo = Omit<CommandIo, "log">;

async function runCommand(argv: readonly string[], io: ProcessIo): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "--help" || name === "help") {
    (name === undefined ? io.stderr : io.stdout).write(programHelp(commands));
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  if (name === "--version") {
    io.stdout.write(`${programVersion()}\n`);
    return exitCodes.ok;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const guess = nearest(
      name,
      commands.map((each) => each.name),
    );
    io.stderr.write(`unknown command "${name}"; did you mean "${guess}"? (arxivlens --help lists all)\n`);
    return exitCodes.usage;
  }
  const line = parseCommandLine(command, args);
  if (!line.ok) {
    io.stderr.write(`${line.error}\n`);
    return exitCodes.usage;
  }
  const { flags, operands } = line.value;
  if (flags.has("help")) {
    io.stdout.write(commandHelp(command));
    return exitCodes.ok;
  }
  let log: EventLog = () => undefined;
  try {
    log = openEventLog(io, flags.text("log"));
    return await command.run({ ...io, log }, flags, operands);
  } catch (error) {
    if (!(error instanceof ArxivLensError)) {
      failureTo(log, error);
      throw error;
    }
    io.stderr.write(`${error.message}\n`);
    log({ level: "error", event: "refused", command: name, code: error.code, message: error.message });
    if (flags.has("json")) writeJson(io, { error: { code: error.code, message: error.message } });
    return exitCodes.failed;
  }
}

/** Gives a command the real process; Ctrl-C and a supervisor's signal ask it to end. */
async function withProcess(run: (io: ProcessIo) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  // A reader that closes the pipe early, as `head` does, is no failure of ours.
  process.stdout.on("error", () => stop.abort());
  try {
    const { stdin, stdout, stderr } = process;
    return await run({ stdin, stdout, stderr, cwd: process.cwd(), nowMs: () => Date.now(), signal: stop.signal });
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
