/** Whether comments say so; the word may also mean something else, so where sizes are known they decide. */
export function hintsAtWithdrawal(comments: string | null): boolean {
  return comments !== null && /\bwithdrawn\b/i.test(comments);
}

/** What is known of the latest version's source. */
interface KeptSource {
  readonly size?: string | null;
  /** arXiv's letters, among them `I` for a withdrawn version. */
  readonly sourceType?: string | null;
}

/** Whether the latest version is a withdrawal: source type I, or nothing kept, or clear words where neither is told. */
export function isWithdrawn(latest: KeptSource | undefined, comments: string | null): boolean {
  if (latest?.sourceType?.includes("I") === true) return true;
  if (latest?.size !== null && latest?.size !== undefined) return /^0\s*kb$/iu.test(latest.size);
  return (
    comments !== null && /\b(?:has been|is|was|been|paper|article|manuscript) withdrawn\b|^withdrawn\b/iu.test(comments)
  );
}

/** What became of a paper, in its own words. */
export interface Withdrawal {
  readonly kind: "withdrawn" | "retracted";
  /** What the comments say of it; null where they say nothing. */
  readonly reason: string | null;
}

/** The sentences of the comments from the one on that tells of a withdrawal. */
export function withdrawalOf(comments: string | null): Withdrawal {
  const clauses = (comments ?? "").split(/(?<=[.;!?])\s+/u);
  const first = clauses.findIndex((clause) => /withdraw|retract/iu.test(clause));
  const reason = first < 0 ? null : clauses.slice(first).join(" ").trim();
  return { kind: reason !== null && /\bretract/iu.test(reason) ? "retracted" : "withdrawn", reason };
}
