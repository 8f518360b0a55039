import type { AuditEvent } from "../store/audit-log.ts";
import type { AccountTools } from "./tools.ts";

/** Everything that is written to the audit log about people. */
export type SecurityAction =
  | "sign-in"
  | "sign-in-failed"
  | "sign-in-blocked"
  | "sign-out"
  | "session-ended"
  | "setup"
  | "invited"
  | "invitation-revoked"
  | "joined"
  | "reset-issued"
  | "password-reset"
  | "password-changed"
  | "identity-linked"
  | "profile-changed"
  | "role-changed"
  | "disabled"
  | "enabled"
  | "exported"
  | "erased";

/** One thing that happened; what is left out is not known. */
export interface Happening {
  readonly action: SecurityAction;
  readonly actorKey?: number | null;
  readonly subjectKey?: number | null;
  readonly network?: string | null;
  readonly detail?: string;
}

const keptMs = 400 * 86_400_000;
/** Letting go reads the whole log, so it is done this seldom. */
const pruneEveryMs = 3_600_000;

/** Writes to the audit log, and lets go of what is older than thirteen months. */
export type Journal = (happening: Happening) => Promise<void>;

export function createJournal({ store, nowMs }: AccountTools): Journal {
  let prunedAtMs = -Infinity;
  return async ({ action, actorKey = null, subjectKey = null, network = null, detail = "" }) => {
    const atMs = nowMs();
    if (atMs - prunedAtMs >= pruneEveryMs) {
      prunedAtMs = atMs;
      await store.audit.prune(atMs - keptMs);
    }
    await store.audit.append({ atMs, actorKey, action, subjectKey, network, detail } satisfies AuditEvent);
  };
}
