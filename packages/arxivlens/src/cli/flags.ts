import type { Result } from "../arxiv/errors.ts";
import { commonFlags, type Command, type FlagSpec, type ParsedFlags } from "./command.ts";
import { nearest } from "../search/nearest.ts";

export interface CommandLine {
  readonly flags: ParsedFlags;
  readonly operands: readonly string[];
}

/** Reads the words after a command's name; the error is for people and names the nearest valid flag. */
export function parseCommandLine(command: Command, args: readonly string[]): Result<CommandLine, string> {
  const specs: Readonly<Record<string, FlagSpec>> = { ...command.flags, ...commonFlags };
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let position = 0; position < args.length; position++) {
    const word = args[position] ?? "";
    if (word === "--") {
      operands.push(...args.slice(position + 1));
      break;
    }
    if (!word.startsWith("--")) {
      operands.push(word);
      continue;
    }
    const [name = "", ...inline] = word.slice(2).split("=");
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined)
      return failure(`unknown flag --${name}; did you mean --${nearest(name, Object.keys(specs))}?`);
    if (spec.type === "switch") {
      if (inline.length > 0) return failure(`--${name} takes no value`);
      values.set(name, "");
      continue;
    }
    const value = inline.length > 0 ? inline.join("=") : args[++position];
    if (value === undefined || value === "")
      return failure(`--${name} needs a value: --${name} ${spec.value ?? "VALUE"}`);
    if (spec.type === "port" && !isPort(value))
      return failure(`--${name} ${value}: a port is a whole number from 0 to 65535`);
    values.set(name, value);
  }
  const { least, most } = command.operands;
  const helped = values.has("help");
  if (!helped && operands.length < least)
    return failure(`${command.name} needs more: arxivlens ${command.name} ${command.usage}`);
  if (!helped && operands.length > most)
    return failure(`${command.name} takes no "${operands[most]}"; usage: arxivlens ${command.name} ${command.usage}`);
  const flags: ParsedFlags = {
    has: (name) => values.has(name),
    text: (name) => values.get(name) ?? null,
    number: (name) => (values.has(name) ? Number(values.get(name)) : null),
  };
  return { ok: true, value: { flags, operands } };
}

const failure = (error: string): Result<CommandLine, string> => ({ ok: false, error });

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
