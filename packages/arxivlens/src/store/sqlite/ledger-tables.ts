import type { CitationEdge, Paper } from "../../arxiv/paper.ts";
import type { ImportLedger, ImportState } from "../import-ledger.ts";
import type { FetchOutcome, UpstreamLedger } from "../upstream-ledger.ts";
import type { CitationTable } from "./citation-table.ts";
import type { SqliteDatabase } from "./database.ts";
import type { PaperTable } from "./paper-table.ts";

// Only `commit` writes this column.
const stateOf = (text: string): ImportState => JSON.parse(text) as ImportState;

/** `ImportLedger` over table `import_state`. */
export class ImportTable implements ImportLedger {
  readonly #database: SqliteDatabase;
  readonly #papers: PaperTable;
  readonly #citations: CitationTable;

  constructor(database: SqliteDatabase, papers: PaperTable, citations: CitationTable) {
    this.#database = database;
    this.#papers = papers;
    this.#citations = citations;
  }

  async get(source: string): Promise<ImportState | null> {
    const row = this.#database
      .prepare<[string], { state: string }>("SELECT state FROM import_state WHERE source = ?")
      .get(source);
    return row === undefined ? null : stateOf(row.state);
  }

  async commit(state: ImportState, papers: readonly Paper[], citations: readonly CitationEdge[]): Promise<void> {
    this.#database
      .transaction(() => {
        this.#papers.upsertNow(papers);
        this.#citations.upsertNow(citations);
        this.#database
          .prepare("INSERT OR REPLACE INTO import_state VALUES (?, ?)")
          .run(state.source, JSON.stringify(state));
      })
      .immediate();
  }

  async list(): Promise<readonly ImportState[]> {
    return this.#database
      .prepare<[], { state: string }>("SELECT state FROM import_state ORDER BY source")
      .all()
      .map((row) => stateOf(row.state));
  }
}

/** `UpstreamLedger` over tables `limiter` and `fetch_ledger`. */
export class UpstreamTable implements UpstreamLedger {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async acquire(upstream: string, nowMs: number, leaseMs: number): Promise<number> {
    return this.#database
      .transaction(() => {
        const row = this.#database
          .prepare<[string], { next_at: number; lease_until: number }>(
            "SELECT next_at, lease_until FROM limiter WHERE upstream = ?",
          )
          .get(upstream);
        const openAt = Math.max(row?.next_at ?? 0, row?.lease_until ?? 0);
        if (openAt > nowMs) return openAt - nowMs;
        this.#database
          .prepare("INSERT OR REPLACE INTO limiter (upstream, next_at, lease_until) VALUES (?, ?, ?)")
          .run(upstream, row?.next_at ?? 0, Math.ceil(nowMs + leaseMs));
        return 0;
      })
      .immediate();
  }

  async release(upstream: string, nextAtMs: number): Promise<void> {
    this.#database
      .prepare("UPDATE limiter SET next_at = max(next_at, ?), lease_until = 0 WHERE upstream = ?")
      .run(Math.ceil(nextAtMs), upstream);
  }

  async record(upstream: string, items: readonly string[], outcome: FetchOutcome, nowMs: number): Promise<void> {
    const write = this.#database.prepare("INSERT OR REPLACE INTO fetch_ledger VALUES (?, ?, ?, ?)");
    this.#database
      .transaction(() => {
        for (const item of items) write.run(upstream, item, outcome, Math.floor(nowMs));
      })
      .immediate();
  }

  async unanswered(upstream: string, items: readonly string[]): Promise<readonly string[]> {
    const find = this.#database.prepare<[string, string], { item: string }>(
      "SELECT item FROM fetch_ledger WHERE upstream = ? AND item = ?",
    );
    return items.filter((item) => find.get(upstream, item) === undefined);
  }
}
