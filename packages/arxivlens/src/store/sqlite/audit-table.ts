import type { AuditEvent, AuditLog, RecordedEvent } from "../audit-log.ts";
import type { SqliteDatabase } from "./database.ts";

const columns = `event_key AS eventKey, at AS atMs, actor_key AS actorKey, action, subject_key AS subjectKey, network,
  detail`;

/** `AuditLog` over table `audit_event`. */
export class AuditTable implements AuditLog {
  readonly #append;
  readonly #list;
  readonly #about;
  readonly #prune;

  constructor(database: SqliteDatabase) {
    this.#append = database.prepare<AuditEvent>(
      `INSERT INTO audit_event (at, actor_key, action, subject_key, network, detail)
       VALUES (@atMs, @actorKey, @action, @subjectKey, @network, @detail)`,
    );
    this.#list = database.prepare<[number, number], RecordedEvent>(
      `SELECT ${columns} FROM audit_event WHERE event_key < ? ORDER BY event_key DESC LIMIT ?`,
    );
    this.#about = database.prepare<{ readonly accountKey: number; readonly limit: number }, RecordedEvent>(
      `SELECT ${columns} FROM audit_event WHERE actor_key = @accountKey OR subject_key = @accountKey
       ORDER BY event_key DESC LIMIT @limit`,
    );
    this.#prune = database.prepare<[number]>("DELETE FROM audit_event WHERE at < ?");
  }

  async append(event: AuditEvent): Promise<void> {
    this.#append.run({ ...event, atMs: Math.floor(event.atMs) });
  }

  async list({
    limit,
    before,
  }: {
    readonly limit: number;
    readonly before?: number;
  }): Promise<readonly RecordedEvent[]> {
    return this.#list.all(before ?? Number.MAX_SAFE_INTEGER, limit);
  }

  async about(accountKey: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#about.all({ accountKey, limit });
  }

  async prune(beforeMs: number): Promise<void> {
    this.#prune.run(Math.floor(beforeMs));
  }
}
