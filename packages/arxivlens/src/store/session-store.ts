/** One browser in which somebody has signed in. Its token is known to that browser only; here is its SHA-256. */
export interface Session {
  readonly accountKey: number;
  readonly tokenHash: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** However much it is used. */
  readonly expiresAtMs: number;
  /** Network it began in, shortened, and the kind of browser: for its owner to recognise it. */
  readonly network: string | null;
  readonly browser: string | null;
}

/** Sessions by account, so that they live where their account lives. */
export interface SessionStore {
  begin(session: Session): Promise<void>;
  find(accountKey: number, tokenHash: string): Promise<Session | null>;
  touch(accountKey: number, tokenHash: string, nowMs: number): Promise<void>;
  /** False when there is none. */
  end(accountKey: number, tokenHash: string): Promise<boolean>;
  /** Ends all of an account, except perhaps one; returns how many. */
  endAll(accountKey: number, exceptTokenHash: string | null): Promise<number>;
  /** Last seen first. */
  list(accountKey: number): Promise<readonly Session[]>;
  /** Removes what has expired or was not seen since. */
  prune(nowMs: number, unseenSinceMs: number): Promise<void>;
}
