/** Something that happened, for machines: how grave it is, and facts. */
export interface LogEvent {
  readonly level: "info" | "warn" | "error";
  readonly [fact: string]: unknown;
}

export type EventLog = (event: LogEvent) => void;

/** What a command sees of its process; tests give their own. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly nowMs: () => number;
  /** Nowhere unless `--log` says otherwise. */
  readonly log: EventLog;
  /** Fires when the user or a supervisor wants the command to end. */
  readonly signal: AbortSignal;
}

/** The exit codes of every command, as `--help` shows them. */
export const exitCodes: { readonly ok: 0; readonly failed: 1; readonly usage: 2 } = { ok: 0, failed: 1, usage: 2 };

/** A value as one line of JSON, also for readers to whom Unicode's own line ends end a line. */
export function writeJson(io: Pick<CommandIo, "stdout">, value: unknown): void {
  const escaped = JSON.stringify(value).replaceAll(
    /[\u0085\u2028\u2029]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  io.stdout.write(`${escaped}\n`);
}
