/** How often something has been tried in vain, and when last. */
export interface Attempts {
  readonly count: number;
  readonly lastAtMs: number;
}

/**
 * Failed attempts to sign in. Keys are hashes of names and addresses: people type passwords into the wrong field, and
 * neither those nor addresses shall be kept.
 */
export interface AttemptStore {
  get(key: string): Promise<Attempts | null>;
  /** Counts one more, or begins anew when the last is older than `forgetAfterMs`; returns the count. */
  add(key: string, nowMs: number, forgetAfterMs: number): Promise<number>;
  /** Counts one less, where there is one. */
  takeBack(key: string): Promise<void>;
  clear(key: string): Promise<void>;
  prune(beforeMs: number): Promise<void>;
}
