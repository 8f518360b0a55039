import type { AccountStore } from "./account-store.ts";
import type { AttemptStore } from "./attempt-store.ts";
import type { AuditLog } from "./audit-log.ts";
import type { AuthorIdentity } from "./author-identity.ts";
import type { CitationStore } from "./citation-store.ts";
import type { CommentStore } from "./comment-store.ts";
import type { CoverageStore } from "./coverage.ts";
import type { FollowStore } from "./follow-store.ts";
import type { ImportLedger } from "./import-ledger.ts";
import type { JobQueue } from "./job-queue.ts";
import type { NotificationStore } from "./notification-store.ts";
import type { OneTimeTokenStore } from "./one-time-token-store.ts";
import type { PaperStore } from "./paper-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { ShelfLinkStore } from "./shelf-link-store.ts";
import type { ShelfStore } from "./shelf-store.ts";
import type { StageLedger } from "./stage-ledger.ts";
import type { ToldListStore } from "./told-list.ts";
import type { UpstreamLedger } from "./upstream-ledger.ts";
import type { WorkIdentity } from "./work-identity.ts";

/** One opened store: rows are the truth, everything computed from them can be rebuilt. */
export interface LibraryStore {
  readonly papers: PaperStore;
  readonly citations: CitationStore;
  readonly toldLists: ToldListStore;
  readonly coverage: CoverageStore;
  readonly imports: ImportLedger;
  readonly upstreams: UpstreamLedger;
  readonly jobs: JobQueue;
  readonly stages: StageLedger;
  readonly works: WorkIdentity;
  readonly comments: CommentStore;
  readonly notifications: NotificationStore;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly oneTimeTokens: OneTimeTokenStore;
  readonly audit: AuditLog;
  readonly attempts: AttemptStore;
  readonly shelf: ShelfStore;
  readonly follows: FollowStore;
  readonly shelfLinks: ShelfLinkStore;
  readonly authors: AuthorIdentity;
  /** Grows with every change of papers or citations, by any process; a key for caches of computed values. */
  revision(): Promise<number>;
  close(): Promise<void>;
}
