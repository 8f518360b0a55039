/** What a command sees of its process; tests give their own. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly nowMs: () => number;
  /** Fires when the user or a supervisor wants the command to end. */
  readonly signal: AbortSignal;
}

/** The exit codes of every command, as `--help` shows them. */
export const exitCodes: { readonly ok: 0; readonly failed: 1; readonly usage: 2 } = { ok: 0, failed: 1, usage: 2 };

/** A value as one line of JSON. */
export function writeJson(io: CommandIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value)}\n`);
}
