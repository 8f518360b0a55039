/** How the latest run of one stage of the pipeline stands: harvest, holes, index and so on. */
export interface StageState {
  readonly name: string;
  /** `running` with no process behind it means that the process was killed. */
  readonly outcome: "running" | "done" | "stopped" | "failed";
  /** How far it has come, as the stage itself writes it, for example a day. */
  readonly checkpoint: string | null;
  readonly begunAtMs: number;
  readonly endedAtMs: number | null;
  /** One sentence for people: what was done, or why it ended. */
  readonly message: string;
}

/** What each stage did last, whoever ran it. */
export interface StageLedger {
  put(state: StageState): Promise<void>;
  get(name: string): Promise<StageState | null>;
  /** By name. */
  list(): Promise<readonly StageState[]>;
}
