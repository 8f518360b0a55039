/** Lengths in UTF-16 units, as a browser's `maxlength` counts them. */
export interface DiscussionLimits {
  readonly bodyLength: number;
  readonly passageLength: number;
  /** Of a report's note and of a moderator's reason. */
  readonly reasonLength: number;
  /** Answers below this depth join the line above them, so that a long exchange does not run off the page. */
  readonly depth: number;
  /** Comments of one account in a span: far above what a person writes, far below what a program would. */
  readonly commentsInSpan: number;
  readonly spanMs: number;
  readonly threadsPerPage: number;
}

export const discussionLimits: DiscussionLimits = {
  bodyLength: 10_000,
  passageLength: 600,
  reasonLength: 500,
  depth: 6,
  commentsInSpan: 12,
  spanMs: 10 * 60_000,
  threadsPerPage: 30,
};
