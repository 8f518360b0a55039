import { commonFlags, type Command } from "./command.ts";

/** Help for one command. */
export function commandHelp(command: Command): string {
  const flags = Object.entries({ ...command.flags, ...commonFlags }).map(
    ([name, { value, summary }]) => [`--${name}${value === undefined ? "" : ` ${value}`}`, summary] as const,
  );
  return `${command.summary}

usage: arxivlens ${command.name} ${command.usage}

${columns(flags)}

exit codes: 0 done, 1 ${command.failure}, 2 wrong use
`;
}

/** Help for the whole program. */
export function programHelp(commands: readonly Command[]): string {
  return `ArxivLens: a self-hosted explorer of arXiv

usage: arxivlens COMMAND [--help]

${columns(commands.map(({ name, summary }) => [name, summary] as const))}

Every command has --json and --help. Results go to standard output, everything else to standard error.
exit codes: 0 done, 1 failed (each command's help says when), 2 wrong use
`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
