import { createIdentitySignIn, type IdentitySignIn } from "./identity-sign-in.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createMembership, type Membership } from "./membership.ts";
import { createOneTimeLinks, type OneTimeLinks } from "./one-time-links.ts";
import { createOwnAccount, type OwnAccount } from "./own-account.ts";
import { createOwner, type Owner } from "./owner.ts";
import { createPeople, type People } from "./people.ts";
import type { PersonalData } from "./personal-data.ts";
import { sha256 } from "./secret-token.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createPasswordSignIn, type PasswordSignIn } from "./sign-in.ts";
import { createSignInWaits } from "./sign-in-waits.ts";
import type { AccountTools } from "./tools.ts";

/** People of an instance: who they are, how they prove it, what they may do. */
export interface Accounts {
  readonly owner: Owner;
  readonly sessions: Sessions;
  readonly password: PasswordSignIn;
  readonly identity: IdentitySignIn;
  readonly links: OneTimeLinks;
  readonly membership: Membership;
  readonly own: OwnAccount;
  readonly people: People;
  readonly journal: Journal;
}

/** @param personalData parts of the program that keep data about people, for export and deletion */
export function createAccounts(tools: AccountTools, personalData: readonly PersonalData[] = []): Accounts {
  const journal = createJournal(tools);
  const owner = createOwner(tools);
  const sessions = createSessions(tools);
  const links = createOneTimeLinks(tools, journal);
  const waits = createSignInWaits(tools.store.attempts, tools.nowMs, () => owner.formSecret());
  const password = createPasswordSignIn(tools, { sessions, waits, journal });
  return {
    owner,
    sessions,
    password,
    identity: createIdentitySignIn(tools, { sessions, links, owner, journal }),
    links,
    membership: createMembership(tools, { links, owner, journal }),
    own: createOwnAccount(tools, { signIn: password, journal, personalData }),
    people: createPeople(tools, journal),
    journal,
  };
}

/**
 * What every form of a session carries against forgery: it follows from the session's secret, which other sites cannot
 * read, and does not lead back to it.
 */
export function formTokenOf(secret: string): Promise<string> {
  return sha256(`form\n${secret}`);
}
