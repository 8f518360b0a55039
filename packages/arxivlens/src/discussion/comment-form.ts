import { commentKinds, reportReasons, type CommentKind, type ReportReason } from "../store/comment.ts";
import { discussionLimits } from "./limits.ts";

/** What is wrong with one field of a form, for the page to say in its own words. */
export interface FieldIssue {
  readonly field: "body" | "kind" | "passage" | "version" | "reason" | "note" | "act";
  readonly code: "missing" | "too-long" | "unknown" | "not-in-paper";
  /** Of a `too-long`: the limit and what was sent. */
  readonly limit?: number;
  readonly length?: number;
}

/** Text as it is kept: one kind of line end, no control characters or marks that turn reading around. */
export function tidyText(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, "")
    .replaceAll(/\p{Cs}/gu, "\uFFFD")
    .trim();
}

/** A text field: there, and not too long. */
export function textIssues(field: FieldIssue["field"], text: string, limit: number): readonly FieldIssue[] {
  if (text === "") return [{ field, code: "missing" }];
  return text.length > limit ? [{ field, code: "too-long", limit, length: text.length }] : [];
}

export function bodyIssues(kind: string, body: string): readonly FieldIssue[] {
  return [
    ...(isCommentKind(kind) ? [] : [{ field: "kind", code: "unknown" } as const]),
    ...textIssues("body", body, discussionLimits.bodyLength),
  ];
}

export function isCommentKind(text: string): text is CommentKind {
  return commentKinds.some((kind) => kind === text);
}

export function isReportReason(text: string): text is ReportReason {
  return reportReasons.some((reason) => reason === text);
}
