import type { StageLedger, StageState } from "../stage-ledger.ts";
import type { SqliteDatabase } from "./database.ts";

/** `StageLedger` over table `stage`. */
export class StageTable implements StageLedger {
  readonly #put;
  readonly #get;
  readonly #list;

  constructor(database: SqliteDatabase) {
    const columns = "name, outcome, checkpoint, begun_at AS begunAtMs, ended_at AS endedAtMs, message";
    this.#put = database.prepare<StageState>(
      "INSERT OR REPLACE INTO stage VALUES (@name, @outcome, @checkpoint, @begunAtMs, @endedAtMs, @message)",
    );
    this.#get = database.prepare<[string], StageState>(`SELECT ${columns} FROM stage WHERE name = ?`);
    this.#list = database.prepare<[], StageState>(`SELECT ${columns} FROM stage ORDER BY name`);
  }

  async put(state: StageState): Promise<void> {
    this.#put.run({
      ...state,
      begunAtMs: Math.floor(state.begunAtMs),
      endedAtMs: state.endedAtMs === null ? null : Math.floor(state.endedAtMs),
    });
  }

  async get(name: string): Promise<StageState | null> {
    return this.#get.get(name) ?? null;
  }

  async list(): Promise<readonly StageState[]> {
    return this.#list.all();
  }
}
