import type { CommandIo } from "./io.ts";

/** A flag of a command: `--name VALUE`, or `--name` alone for a switch. */
export interface FlagSpec {
  readonly type: "switch" | "text" | "port";
  /** Placeholder in the help, for example `FOLDER`. */
  readonly value?: string;
  readonly summary: string;
}

/** Flags as given; a missing flag is absent, `--flag=value` and `--flag value` mean the same. */
export interface ParsedFlags {
  has(name: string): boolean;
  text(name: string): string | null;
  /** Of flags of type `port`. */
  number(name: string): number | null;
}

/** One row of the command table. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** After the command's name, for example `FOLDER [--data-dir FOLDER]`. */
  readonly usage: string;
  readonly flags: Readonly<Record<string, FlagSpec>>;
  /** How many words besides flags it takes. */
  readonly operands: { readonly least: number; readonly most: number };
  /** What its exit code 1 means. */
  readonly failure: string;
  run(io: CommandIo, flags: ParsedFlags, operands: readonly string[]): Promise<number>;
}

/** Flags that every command has. */
export const commonFlags: Readonly<Record<string, FlagSpec>> = {
  json: { type: "switch", summary: "print JSON: one object, or one a line with the result last" },
  log: { type: "text", value: "FILE", summary: "append what happens as JSON lines (- is standard error)" },
  help: { type: "switch", summary: "print this help" },
};

/** The flag that says where the store is. */
export const dataDirFlag: Readonly<Record<string, FlagSpec>> = {
  "data-dir": {
    type: "text",
    value: "FOLDER",
    summary: "where the store is kept (default: .arxivlens in the current folder)",
  },
};

/** The flag that says where the starter set is. */
export const starterFlag: Readonly<Record<string, FlagSpec>> = {
  starter: { type: "text", value: "FOLDER", summary: "folder of the starter set (default: the one that comes along)" },
};
