import type { Accounts } from "../accounts/accounts.ts";
import { sessionLimits } from "../accounts/sessions.ts";
import type { Account } from "../store/account-store.ts";
import type { RecordedEvent } from "../store/audit-log.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type {
  AccountView,
  AuditView,
  PeopleView,
  PersonView,
  PrivacyView,
  SecurityEventView,
} from "./account-contract.ts";
import type { ApiOptions } from "./options.ts";
import { flowCookieName, flowMinutes, sessionCookieName } from "./session-cookie.ts";

const dayMs = 86_400_000;
const shownEvents = 20;
const eventsOnAPage = 100;

const iso = (ms: number): string => new Date(ms).toISOString();

/** What `/account` shows, before anything is typed. */
export async function accountView(
  store: LibraryStore,
  accounts: Accounts,
  account: Account,
  token: string | null,
): Promise<AccountView> {
  const { accountKey, name, role, displayName, email, createdAtMs } = account;
  const sessions = await accounts.own.sessions(accountKey, token);
  const admins = (await store.accounts.list()).filter((each) => each.role === "admin" && each.disabledAtMs === null);
  return {
    name,
    role,
    createdAt: iso(createdAtMs),
    hasPassword: (await store.accounts.passwordHash(accountKey)) !== null,
    identities: (await store.accounts.identities(accountKey)).map(({ issuer }) => issuer),
    sessions: sessions.map((session) => ({
      id: session.id,
      current: session.current,
      browser: session.browser,
      network: session.network,
      createdAt: iso(session.createdAtMs),
      lastSeenAt: iso(session.lastSeenAtMs),
    })),
    events: await eventViews(store, await store.audit.about(accountKey, shownEvents)),
    profile: { values: { displayName, email: email ?? "" }, faults: {} },
    password: {},
    deletion: {},
    lastAdmin: role === "admin" && admins.every((admin) => admin.accountKey === accountKey),
    done: null,
  };
}

export async function peopleView(accounts: Accounts): Promise<PeopleView> {
  const people = await accounts.people.list();
  return {
    people: people.map(
      ({
        accountKey,
        name,
        displayName,
        email,
        role,
        createdAtMs,
        lastSeenAtMs,
        disabledAtMs,
        hasPassword,
        identities,
      }): PersonView => ({
        accountKey,
        name,
        displayName,
        email,
        role,
        createdAt: iso(createdAtMs),
        lastSeenAt: lastSeenAtMs === null ? null : iso(lastSeenAtMs),
        disabled: disabledAtMs !== null,
        signsIn: hasPassword ? (identities > 0 ? "both" : "password") : identities > 0 ? "provider" : "not",
      }),
    ),
    invitations: (await accounts.people.invitations()).map(({ id, role, note, expiresAtMs }) => ({
      id,
      role: role ?? "reader",
      note,
      expiresAt: iso(expiresAtMs),
    })),
    link: null,
    notice: null,
  };
}

export async function auditView(store: LibraryStore, before: number | null): Promise<AuditView> {
  const events = await store.audit.list({ limit: eventsOnAPage, ...(before === null ? {} : { before }) });
  const last = events.length === eventsOnAPage ? events.at(-1) : undefined;
  return {
    events: await eventViews(store, events),
    earlier: last === undefined ? null : `/admin/audit?before=${last.eventKey}`,
  };
}

async function eventViews(
  store: LibraryStore,
  events: readonly RecordedEvent[],
): Promise<readonly SecurityEventView[]> {
  const keys = events.flatMap(({ actorKey, subjectKey }) => [actorKey, subjectKey].filter((key) => key !== null));
  const accounts = await store.accounts.getMany(keys);
  const nameOf = (key: number | null): string | null => (key === null ? null : (accounts.get(key)?.name ?? `#${key}`));
  return events.map(({ eventKey, atMs, action, actorKey, subjectKey, network, detail }) => ({
    key: eventKey,
    at: iso(atMs),
    action,
    actor: nameOf(actorKey),
    subject: nameOf(subjectKey),
    network,
    detail,
  }));
}

export function privacyView({ accounts }: Pick<ApiOptions, "accounts">): PrivacyView {
  const singleUser = accounts.mode === "single-user";
  const provider = singleUser ? null : accounts.identityProvider;
  return {
    singleUser,
    cookie: singleUser
      ? null
      : {
          name: sessionCookieName(accounts),
          days: sessionLimits.absoluteMs / dayMs,
          idleDays: sessionLimits.idleMs / dayMs,
        },
    flowCookie:
      provider === null ? null : { name: flowCookieName(accounts), minutes: flowMinutes, provider: provider.name },
  };
}
