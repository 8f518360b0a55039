import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import type { UpstreamIssue } from "../sources/upstream-client.ts";
import type { StageLedger } from "../store/stage-ledger.ts";

/** Stages of `sync`, in the order in which they run: the whole first, then what it leaves open. */
export const syncStages = [
  "harvest",
  "announcements",
  "holes",
  "references",
  "publications",
  "openalex",
  "citations",
  "works",
] as const;
export type SyncStage = (typeof syncStages)[number];

/** How a stage ended. */
export interface StageEnd {
  /** How far it has come, as the stage itself writes it; null where it keeps no place. */
  readonly checkpoint: string | null;
  /** One sentence for people: what was done. */
  readonly message: string;
  /** Why it ended early; null when everything was done. */
  readonly issue: UpstreamIssue | null;
  /** Records that were left out, and why. */
  readonly unreadable?: readonly UnreadableRecord[];
  /** Records that were taken over after mending. */
  readonly repaired?: readonly UnreadableRecord[];
}

/** Writes down how far a stage has come while it is under way, so that a kill does not cost it its place. */
export type KeepPlace = (checkpoint: string) => Promise<void>;

/** The work of a stage, from where it came to last. */
export type StageWork<End extends StageEnd = StageEnd> = (last: string | null, keep: KeepPlace) => Promise<End>;

/**
 * Runs a stage and writes down how it went, before and after: a stage that says `running` with no process behind it was
 * killed. A stage whose upstream is away has failed; one that was asked to end has stopped.
 */
export async function recordStage<End extends StageEnd>(
  ledger: StageLedger,
  nowMs: () => number,
  name: string,
  work: StageWork<End>,
): Promise<End> {
  const before = await ledger.get(name);
  const begunAtMs = nowMs();
  let begun = { name, begunAtMs, checkpoint: before?.checkpoint ?? null };
  const keep: KeepPlace = async (checkpoint) => {
    begun = { ...begun, checkpoint };
    await ledger.put({ ...begun, outcome: "running", endedAtMs: null, message: "under way" });
  };
  await ledger.put({ ...begun, outcome: "running", endedAtMs: null, message: "under way" });
  try {
    const end = await work(begun.checkpoint, keep);
    const { checkpoint, message, issue } = end;
    const outcome = issue === null ? "done" : issue.code === "stopped" ? "stopped" : "failed";
    await ledger.put({
      ...begun,
      outcome,
      checkpoint,
      endedAtMs: nowMs(),
      message: issue === null ? message : `${message}; ${issue.message}`,
    });
    return end;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await ledger.put({ ...begun, outcome: "failed", endedAtMs: nowMs(), message });
    throw error;
  }
}
