import type { Account, AccountOutcome } from "../store/account-store.ts";
import type { Session } from "../store/session-store.ts";
import type { Journal } from "./journal.ts";
import { passwordFaults } from "./membership.ts";
import type { PersonalData } from "./personal-data.ts";
import { profileFaults, type Faults, type Profile } from "./profile.ts";
import { sha256 } from "./secret-token.ts";
import type { PasswordSignIn, SignInOrigin } from "./sign-in.ts";
import type { AccountTools } from "./tools.ts";

/** What people do with their own account. */
export interface OwnAccount {
  changeProfile(account: Account, profile: Omit<Profile, "name">): Promise<Faults>;
  /** Ends every session; the caller begins a new one for the browser that asked. */
  changePassword(
    account: Account,
    typed: { readonly current: string; readonly password: string; readonly repeated: string },
    origin: SignInOrigin,
  ): Promise<Faults>;
  sessions(accountKey: number, token: string | null): Promise<readonly OwnSession[]>;
  endSession(accountKey: number, id: string): Promise<boolean>;
  /** Everything that is kept about somebody, in one value. */
  export(account: Account): Promise<Readonly<Record<string, unknown>>>;
  /** For good: own data of every part, then the account; what others built on stays without a name. */
  erase(account: Account): Promise<AccountOutcome>;
}

export interface OwnSession extends Omit<Session, "tokenHash" | "accountKey"> {
  /** Names the session to its owner; no secret. */
  readonly id: string;
  readonly current: boolean;
}

/** Characters of a session's hash that name it among a person's own. */
const idLength = 16;

export function createOwnAccount(
  { store, passwords, nowMs }: AccountTools,
  parts: {
    readonly signIn: PasswordSignIn;
    readonly journal: Journal;
    readonly personalData: readonly PersonalData[];
  },
): OwnAccount {
  const { signIn, journal, personalData } = parts;
  return {
    async changeProfile(account, profile) {
      const faults = profileFaults({ ...profile, name: account.name });
      if (Object.keys(faults).length > 0) return faults;
      await store.accounts.change(account.accountKey, profile);
      await journal({ action: "profile-changed", actorKey: account.accountKey });
      return {};
    },

    async changePassword(account, { current, password, repeated }, origin) {
      const faults = passwordFaults(password, repeated, account);
      if (Object.keys(faults).length > 0) return faults;
      const has = (await store.accounts.passwordHash(account.accountKey)) !== null;
      if (has && !(await signIn.confirm(account, current, origin))) return { current: "wrong" };
      await store.accounts.setPasswordHash(account.accountKey, await passwords.hash(password), nowMs());
      await store.sessions.endAll(account.accountKey, null);
      await store.oneTimeTokens.revokeAll("reset", account.accountKey);
      await journal({ action: "password-changed", actorKey: account.accountKey, network: origin.network });
      return {};
    },

    async sessions(accountKey, token) {
      const own = token === null ? null : await sha256(token);
      const sessions = await store.sessions.list(accountKey);
      return sessions.map((session) => ({
        ...withoutSecret(session),
        id: session.tokenHash.slice(0, idLength),
        current: session.tokenHash === own,
      }));
    },

    async endSession(accountKey, id) {
      const session = (await store.sessions.list(accountKey)).find(
        ({ tokenHash }) => tokenHash.slice(0, idLength) === id,
      );
      if (session === undefined || !(await store.sessions.end(accountKey, session.tokenHash))) return false;
      await journal({ action: "session-ended", actorKey: accountKey });
      return true;
    },

    async export(account) {
      const { accountKey } = account;
      const sessions = (await store.sessions.list(accountKey)).map(withoutSecret);
      const exported: Record<string, unknown> = {
        exportedAtMs: nowMs(),
        account,
        identities: await store.accounts.identities(accountKey),
        sessions,
        securityEvents: await store.audit.about(accountKey, Number.MAX_SAFE_INTEGER),
      };
      for (const part of personalData) exported[part.name] = await part.export(accountKey);
      await journal({ action: "exported", actorKey: accountKey });
      return exported;
    },

    async erase({ accountKey }) {
      // Out of use first: this refuses the last admin before anything is gone, and nobody adds data meanwhile.
      const outcome = await store.accounts.change(accountKey, { disabledAtMs: nowMs() });
      if (outcome !== "done") return outcome;
      for (const part of personalData) await part.erase(accountKey);
      const erased = await store.accounts.erase(accountKey, nowMs());
      await journal({ action: "erased", actorKey: accountKey, subjectKey: accountKey });
      return erased;
    },
  };
}

function withoutSecret(session: Session): Omit<Session, "tokenHash" | "accountKey"> {
  const { tokenHash: _hash, accountKey: _key, ...rest } = session;
  return rest;
}
