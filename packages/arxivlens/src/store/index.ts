// What a store offers.
export type { LibraryStore } from "./library-store.ts";
export type { PaperChange, PaperCounts, PaperStore } from "./paper-store.ts";
export type { VersionText } from "./version-text.ts";
export type { CitationStore } from "./citation-store.ts";
export type { ToldList, ToldListStore } from "./told-list.ts";
export type {
  AddOutcome,
  CommentCounts,
  CommentEdit,
  CommentStore,
  EditOutcome,
  ModerationRequest,
  NewComment,
  RecentComments,
  WritingGuard,
} from "./comment-store.ts";
export type {
  Comment,
  CommentKind,
  CommentReport,
  CommentRevision,
  CommentState,
  ModerationAct,
  ModerationEntry,
  Passage,
  ReportReason,
} from "./comment.ts";
export type { NewNotification, Notification, NotificationKind, NotificationStore } from "./notification-store.ts";
export type { CategoryFreshness, CoverageStore, IdentifierRun, IdentifierStanding } from "./coverage.ts";
export type { JobCounts, JobFailure, JobQueue, JobRetries, LeasedJob, LeaseRequest } from "./job-queue.ts";
export type { ReadState, ShelfChange, ShelfFolder, ShelfItem, ShelfStore } from "./shelf-store.ts";
export type { Follow, FollowStore, SavedSearch } from "./follow-store.ts";
export type { ShelfLink, ShelfLinkPurpose, ShelfLinkStore } from "./shelf-link-store.ts";
export type { StageLedger, StageState } from "./stage-ledger.ts";
export type { ImportLedger, ImportState, SkippedLine } from "./import-ledger.ts";
export type { AuthorDecision, AuthorIdentity, AuthorJudgement, AuthorMention } from "./author-identity.ts";
export type { SameWork, WorkIdentity } from "./work-identity.ts";
export type {
  Account,
  AccountChanges,
  AccountOutcome,
  AccountStore,
  NewAccount,
  OutsideIdentity,
  Role,
} from "./account-store.ts";
export type { Attempts, AttemptStore } from "./attempt-store.ts";
export type { AuditEvent, AuditLog, RecordedEvent } from "./audit-log.ts";
export type { OneTimeToken, OneTimeTokenStore } from "./one-time-token-store.ts";
export type { Session, SessionStore } from "./session-store.ts";
export type { FetchOutcome, UpstreamLedger } from "./upstream-ledger.ts";

// Rules that every engine shares.
export { commentKinds, reportReasons } from "./comment.ts";
export { roles } from "./account-store.ts";
export { StoreError } from "./errors.ts";
export { mergePaper } from "./merged-paper.ts";
export { latestVersion, versionOfText } from "./version-text.ts";
export { firstWorkNumber, keyNumber, paperNumber } from "./paper-key.ts";
