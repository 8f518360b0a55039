import type { CommentKind, CommentOrder, FieldIssue, ModerationAct, ReportReason } from "arxivlens/api";

/** Words of discussions, comments, their moderation, and notifications. */
export const discussionWords = {
  heading: "Discussion",
  recent: "Recent comments",
  recentLead: "What was last said about papers here.",
  person: "Comments by",
  since: "Here since",
  noneFirst: "Nobody has said anything about this paper here. A good beginning is small:",

  noneOfKind: "No comment of this kind.",
  noneAtAll: "Nobody has commented on a paper here yet.",
  noneByPerson: "No comment yet.",
  signIn: "Sign in",
  toWrite: "to take part; everybody may read.",
  ownerOnly: "Comments at this instance are written by its owner, at the machine itself.",
  readersOnly: "Your account may read. Writing takes the role of a member, which an admin of this instance gives.",
  withdrawn: "This paper was withdrawn; what was said about it stays.",
  order: "Order",
  kinds: "Kinds",
  all: "All",
  follow: "Follow this discussion",
  unfollow: "Stop following",
  annotations: "As Web Annotations",
  recentLink: "All recent comments",
  logLink: "Moderation log",
  page: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  earlier: "Earlier threads",
  later: "Later threads",
  older: "Older",
  write: "Write a comment",
  replyTo: (name: string): string => `Answer ${name}`,
  nameless: "somebody who has left",
  about: (version: number): string => `on version ${version}`,
  outdated: "there is a later version",
  edited: "edited",
  permalink: "Permanent link to this comment",
  passageGone: "These words no longer stand in the paper as it is held here.",
  in: { title: "From the title", abstract: "From the abstract" },
  deleted: "Deleted by its author",
  hidden: "Hidden by a moderator",
  removed: "Removed by a moderator",
  notForAll: "Only its author and the moderators see the text.",
  reason: "Reason",
  reply: "Reply",
  edit: "Edit",
  delete: "Delete",
  report: "Report",
  moderate: "Moderate",
  history: "History",
  voteUp: "Helpful",
  voteDown: "Not helpful",
  score: (ups: number, downs: number): string => `${ups} found this helpful${downs > 0 ? `, ${downs} did not` : ""}`,
} as const;

/** Beginnings, for a discussion that has none yet. */
export const beginnings: readonly { readonly kind: CommentKind; readonly text: string }[] = [
  { kind: "question", text: "a question about a step that the paper leaves out" },
  { kind: "error", text: "an error that you found, with the place where it stands" },
  { kind: "replication", text: "what happened when you repeated it" },
  { kind: "code", text: "where code or data can be found" },
];

export const kindWords: Readonly<Record<CommentKind, { readonly one: string; readonly many: string }>> = {
  note: { one: "Note", many: "Notes" },
  question: { one: "Question", many: "Questions" },
  error: { one: "Error", many: "Errors" },
  replication: { one: "Replication", many: "Replications" },
  code: { one: "Code", many: "Code" },
};

export const orderWords: Readonly<Record<CommentOrder, string>> = {
  newest: "Newest",
  oldest: "Oldest",
  votes: "Most helpful",
};

export const formWords = {
  kind: "What it is",
  body: "Your comment",
  bodyHelp:
    "Markdown, with formulas between dollar signs: $e^{i\\pi} = -1$. Identifiers such as 2204.08396 become links.",
  version: "About version",
  latest: "the latest",
  passage: "About these words (optional)",
  passageHelp: "Words of the title or the abstract, as they stand there.",
  send: "Publish",
  preview: "Preview",
  previewHeading: "Preview",
  save: "Save",
  cancel: "Cancel",
  saveMerged: "Save the merged text",
  reasonOfEdit: "Why you change it",
  conflict: "This comment was changed while you were editing it",
  conflictHelp: "Nothing is lost. Your text is in the box; put both together there, then save.",
  theirs: "As it stands now",
  theirsChanges: "What was changed meanwhile",
  yours: "Your changes",
  base: "As it was when you began",
  delete: "Delete this comment?",
  deleteHelp: "Its text and history go for good. Its place in the thread stays, so that answers keep their sense.",
  deleteYes: "Delete",
  report: "Report this comment",
  reportHelp: "Moderators will see your report and your name; others will not.",
  reportWhy: "What is wrong with it",
  reportNote: "In your words",
  reportSend: "Send the report",
  moderate: "Moderate this comment",
  moderateHelp: "What you do and why goes into the public log, and its author is told.",
  act: "What to do",
  actReason: "Why",
  moderateSend: "Do it",
  tooMany: "You have written a lot in a short time. Your text is kept below; you may publish it again from",
  draftFrom: "Your draft was kept on this device.",
  discardDraft: "Discard it",
  offline: "The server did not answer. Your text is kept on this device; try again when the connection is back.",
  answered: (status: number): string =>
    `The server answered ${status} instead of taking the form. Your text is kept on this device.`,
  signedOut:
    "You are no longer signed in. Your text is kept on this device; sign in, come back to this page, and it is there.",
  sent: "Done.",
  quote: "Comment on these words",
} as const;

export const reportWords: Readonly<Record<ReportReason, string>> = {
  spam: "Advertising, or sent to everyone",
  abuse: "Insults or threatens somebody",
  "off-topic": "Has nothing to do with the paper",
  "personal-data": "Gives away something private",
  other: "Something else",
};

export const actWords: Readonly<Record<ModerationAct, { readonly todo: string; readonly done: string }>> = {
  hidden: { todo: "Hide it for now", done: "hid" },
  removed: { todo: "Remove it", done: "removed" },
  restored: { todo: "Show it again", done: "showed again" },
  dismissed: { todo: "Leave it; the reports are settled", done: "left standing" },
  edited: { todo: "Change its words", done: "changed the words of" },
};

export const moderationWords = {
  queue: "Reported comments",
  queueLead: "Most reported first. Nothing disappears without a reason, and every decision is in the public log.",
  empty: "Nothing is reported. Well done, everyone.",
  reports: (count: number): string => (count === 1 ? "1 report" : `${count} reports`),
  log: "Moderation log",
  logLead: "Every decision of the moderators here, with its reason, for everyone to see.",
  logEmpty: "No moderator has had to do anything yet.",
  aComment: "a comment",
  on: "on",
  formerModerator: "A former moderator",
} as const;

export const historyWords = {
  heading: "History of a comment",
  revision: (revision: number): string => `Version ${revision}`,
  asWritten: "as first written",
  by: "by",
  onlyOne: "It was never edited.",
} as const;

export const notificationWords = {
  heading: "Notifications",
  lead: "Answers to you, comments on papers whose discussion you follow, and what moderators did with your comments.",
  empty: "Nothing yet. Follow a paper's discussion, or say something yourself.",
  unread: "new",
  readAll: "Mark all as read",
  reply: "answered you on",
  comment: "commented on",
  moderation: "moderated your comment on",
  followed: "Discussions you follow",
} as const;

/** What is wrong with a field, for the line below it. */
export function issueText({ field, code, limit = 0, length = 0 }: FieldIssue): string {
  switch (code) {
    case "missing":
      return field === "body" ? "Write something first." : "Say something here.";
    case "too-long":
      return `At most ${limit} characters; these are ${length}.`;
    case "not-in-paper":
      return "These words are in neither the title nor the abstract as they are held here. Copy them from there.";
    case "unknown":
      return field === "version" ? "This paper has no such version." : "Choose one of these.";
    default:
      return code satisfies never;
  }
}
