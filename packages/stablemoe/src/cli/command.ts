import { StableMoeError } from "../tokenizer/error.ts";
import { nearest } from "./nearest.ts";

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** `list`: text that may be given several times. */
export type FlagKind = "text" | "integer" | "number" | "switch" | "list";

export interface Flag {
  readonly kind: FlagKind;
  readonly summary: string;
  /** Shown in the help as the value's name. */
  readonly value?: string;
}

export type Flags = Readonly<Record<string, Flag>>;
export type FlagValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface CommandInput {
  /** Keys in kebab-case, only those that were given. */
  readonly flags: FlagValues;
  readonly operands: readonly string[];
  readonly io: CommandIo;
}

/** Where a command writes: results to `out`, everything meant for people to `err`. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** True when `err` is a terminal whose line can be redrawn. */
  readonly live: boolean;
  /** Becomes true when the user asked to stop. */
  readonly stopRequested: () => boolean;
  /** Standard input; nothing where it is absent. */
  readonly input?: AsyncIterable<Uint8Array | string>;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly flags: Flags;
  run(input: CommandInput): Promise<number>;
}

/** A call that cannot be carried out as typed; exit code 2. */
export class UsageError extends StableMoeError {
  override readonly name = "UsageError";

  constructor(message: string) {
    super("usage", message);
  }
}

/** Sorts arguments into flags and operands; an unknown flag names the nearest valid one. */
export function parseArguments(args: readonly string[], flags: Flags): Omit<CommandInput, "io"> {
  const values: Record<string, string | number | boolean | readonly string[]> = {};
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith("--")) {
      operands.push(arg);
      continue;
    }
    const [name, inline] = splitOnce(arg.slice(2), "=");
    const flag = flags[name];
    if (flag === undefined) {
      const near = nearest(name, Object.keys(flags));
      throw new UsageError(`unknown flag --${name}${near === null ? "" : `; did you mean --${near}?`}`);
    }
    if (flag.kind === "switch") {
      if (inline !== undefined) throw new UsageError(`--${name} takes no value, got "${inline}"`);
      values[name] = true;
      continue;
    }
    const text = inline ?? args[++i];
    if (text === undefined) throw new UsageError(`--${name} needs a value (${flag.value ?? flag.kind})`);
    if (flag.kind === "list") values[name] = [...((values[name] as readonly string[] | undefined) ?? []), text];
    else values[name] = flag.kind === "text" ? text : readNumber(`--${name}`, text, flag.kind);
  }
  return { flags: values, operands };
}

/** A finite number, whole where asked. */
export function readNumber(where: string, value: unknown, kind: "integer" | "number"): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || (kind === "integer" && !Number.isInteger(number))) {
    const wanted = kind === "integer" ? "a whole number" : "a number";
    throw new UsageError(`${where} must be ${wanted}, got ${JSON.stringify(value)}`);
  }
  return number;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Which of a command's verbs is meant; any other name is refused with the nearest of them. */
export function chooseVerb<Verb>(command: string, name: string, verbs: Readonly<Record<string, Verb>>): Verb {
  if (Object.hasOwn(verbs, name)) return verbs[name]!;
  const names = Object.keys(verbs);
  const near = nearest(name, names);
  throw new UsageError(
    `${command} takes ${names.slice(0, -1).join(", ")} or ${names.at(-1)}${name === "" ? "" : `, not "${name}"`}` +
      (near === null ? "" : `; did you mean "${near}"?`),
  );
}

/** Help of one command. */
export function commandHelp({ name, summary, usage, flags }: Command): string {
  const rows = Object.entries(flags).map(([flag, { kind, value, summary: text }]): [string, string] => [
    `--${flag}${kind === "switch" ? "" : ` ${value ?? kind}`}`,
    text,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return `stablemoe ${name}: ${summary}\n\nUsage: stablemoe ${usage}\n\n${lines.join("\n")}\n`;
}
