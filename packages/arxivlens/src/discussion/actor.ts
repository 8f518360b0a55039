import type { Comment } from "../store/comment.ts";

/** Who acts, as far as a discussion has to know. */
export interface Actor {
  readonly accountKey: number;
  /** May write, vote and report. */
  readonly mayWrite: boolean;
  readonly mayModerate: boolean;
}

/** What somebody may do with one comment. */
export interface CommentRights {
  readonly read: boolean;
  readonly reply: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly vote: boolean;
  readonly report: boolean;
  readonly moderate: boolean;
}

/** Rights of somebody over a comment; `null` stands for a reader who is not signed in. */
export function rightsOver(comment: Comment, actor: Actor | null): CommentRights {
  const isVisible = comment.state === "visible";
  const isDeleted = comment.state === "deleted";
  const isMine = actor !== null && comment.accountKey === actor.accountKey;
  const writes = actor?.mayWrite ?? false;
  const moderates = (actor?.mayModerate ?? false) && !isDeleted;
  return {
    // What was put away stays readable for who wrote it and for those who judge it.
    read: !isDeleted && (isVisible || isMine || moderates),
    reply: writes && isVisible,
    edit: (writes && isMine && isVisible) || moderates,
    delete: isMine && !isDeleted,
    vote: writes && isVisible && !isMine,
    report: writes && isVisible && !isMine,
    moderate: moderates,
  };
}
