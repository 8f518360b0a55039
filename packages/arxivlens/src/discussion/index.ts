// The rules.
export { createDiscussion, actsFor, quotableText } from "./discussion.ts";
export type { CommentDraft, Discussion, Done, EditConflict, EditDraft, Invalid, Refused } from "./discussion.ts";
export { rightsOver, type Actor, type CommentRights } from "./actor.ts";
export { discussionLimits } from "./limits.ts";
export { isCommentKind, type FieldIssue } from "./comment-form.ts";

// How comments are shown and handed on.
export { commentOrders, threadPage, type CommentOrder, type Thread, type ThreadPage } from "./threads.ts";
export { anchorPassage, isPassageFound, type QuotableText } from "./passage.ts";
export { annotationCollection, type AnnotatedPaper } from "./web-annotation.ts";
