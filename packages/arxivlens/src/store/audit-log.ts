/** Something that matters for security. Neither passwords nor tokens are ever part of it. */
export interface AuditEvent {
  readonly atMs: number;
  /** Whose account did it; null for nobody signed in, or the operator at the terminal. */
  readonly actorKey: number | null;
  /** What was done, for example `sign-in`, `role-changed`. */
  readonly action: string;
  /** Account it was done to. */
  readonly subjectKey: number | null;
  /** Shortened. */
  readonly network: string | null;
  /** For people. */
  readonly detail: string;
}

export interface RecordedEvent extends AuditEvent {
  readonly eventKey: number;
}

/** Only ever grows, except for what has become older than it is kept. */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
  /** Latest first, those before a key where it is given. */
  list(options: { readonly limit: number; readonly before?: number }): Promise<readonly RecordedEvent[]>;
  /** Of or about one account, latest first. */
  about(accountKey: number, limit: number): Promise<readonly RecordedEvent[]>;
  prune(beforeMs: number): Promise<void>;
}
