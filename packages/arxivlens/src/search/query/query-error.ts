/** A query that cannot be read: where, why, and what would be read. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** Of the first character at fault, 0-based, in UTF-16 units. */
  readonly position: number;
  /** Characters at fault; 0 when the query ends too early. */
  readonly length: number;
  /** A query that can be read and is probably meant, or null. */
  readonly suggestion: string | null;

  constructor(message: string, position: number, length: number, suggestion: string | null) {
    super(message);
    this.position = position;
    this.length = length;
    this.suggestion = suggestion;
  }
}
