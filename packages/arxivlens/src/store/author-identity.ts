/** A person on a paper: the record's key, and the name as it is written there. */
export interface AuthorMention {
  readonly paper: string;
  readonly name: string;
}

/** What somebody says about who wrote what. */
export interface AuthorJudgement {
  /** `same`: all are one person. `different`: `these` are one person, and not the one of `those`. */
  readonly kind: "same" | "different";
  readonly these: readonly AuthorMention[];
  readonly those: readonly AuthorMention[];
  /** Account of who says so. */
  readonly by: number;
  /** Why, for people; may be empty. */
  readonly note: string;
}

/** A judgement that was written down. It stays when it is taken back, as part of the history. */
export interface AuthorDecision extends AuthorJudgement {
  /** Counts from 1 within its block. */
  readonly number: number;
  readonly decidedAtMs: number;
  readonly takenBackBy: number | null;
  readonly takenBackAtMs: number | null;
}

/**
 * Who wrote what, as far as people have decided it. Everything else is computed from the papers (`author-clusters.ts`),
 * so that a decision changes nothing but what is shown, and can be taken back.
 *
 * Decisions belong to a block: the names that could be one person's, by family name and first initial.
 */
export interface AuthorIdentity {
  /** Routed. Writes a judgement down after all others of its block. */
  decide(block: string, judgement: AuthorJudgement, nowMs: number): Promise<AuthorDecision>;
  /** Routed. False when there is no such decision or it was taken back already. */
  takeBack(block: string, number: number, by: number, nowMs: number): Promise<boolean>;
  /** Indexed. The decisions that an account has made, by block and number. */
  madeBy(account: number): Promise<readonly (AuthorDecision & { readonly block: string })[]>;
  /** Indexed. Empties the notes of an account: its decisions stay, as the work of somebody who has left. */
  eraseNotes(account: number): Promise<void>;
  /** Routed. All decisions of a block, oldest first, those taken back among them. */
  decisions(block: string): Promise<readonly AuthorDecision[]>;
}
