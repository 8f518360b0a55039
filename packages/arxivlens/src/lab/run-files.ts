/** What the Lab needs of the folder of runs; only ever reads. */
export interface RunFiles {
  /** Names of the folders in it, sorted; empty when the folder is missing. */
  names(): Promise<readonly string[]>;
  /** Null when the file is missing. */
  read(run: string, file: string): Promise<string | null>;
  /**
   * The complete lines that stand at and after a byte offset, and the offset after the last of them. A file that has
   * become shorter than `offset` gives `restarted`. Null when the file is missing.
   */
  linesFrom(run: string, file: string, offset: number): Promise<LineChunk | null>;
  /** True while a process with this id runs on this machine. */
  processAlive(pid: number): boolean;
}

export interface LineChunk {
  readonly lines: readonly string[];
  readonly nextOffset: number;
  readonly restarted: boolean;
}

/** Starts the toolkit in a process of its own. */
export interface RunLauncher {
  /** Name of the run that this launcher has under way, or null. */
  running(): string | null;
  start(): Promise<LaunchOutcome>;
}

export type LaunchOutcome =
  | { readonly ok: true; readonly run: string }
  | { readonly ok: false; readonly message: string };
