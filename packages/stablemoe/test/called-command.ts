import type { CommandIo } from "../src/cli/command.ts";
import { main } from "../src/cli/main.ts";

export interface CalledCommand {
  /** Of the process. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as the program would, and keeps what it says. */
export async function called(args: readonly string[], io: Partial<CommandIo> = {}): Promise<CalledCommand> {
  const text = { out: "", err: "" };
  const code = await main(args, {
    out: (part) => void (text.out += part),
    err: (part) => void (text.err += part),
    live: false,
    stopRequested: () => false,
    ...io,
  });
  return { code, ...text };
}
