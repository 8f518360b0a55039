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

/** A value as one line of JSON, also for readers to whom Unicode's own line ends end a line. */
export function writeJson(io: CommandIo, value: unknown): void {
  const escaped = JSON.stringify(value).replaceAll(
    /[\u0085\u2028\u2029]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  io.stdout.write(`${escaped}\n`);
}
