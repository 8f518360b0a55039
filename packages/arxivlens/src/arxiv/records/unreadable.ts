/** A record of an answer that could not be read; the others could. */
export interface UnreadableRecord {
  /** Its identifier where it has one, else its place, for example `line 3`. */
  readonly record: string;
  /** For people. */
  readonly reason: string;
}
