import { createOwner, type Owner } from "./owner.ts";
import { sha256 } from "./secret-token.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import type { AccountTools } from "./tools.ts";

/** People of an instance: who they are, how they prove it, what they may do. */
export interface Accounts {
  readonly owner: Owner;
  readonly sessions: Sessions;
}

export function createAccounts(tools: AccountTools): Accounts {
  return { owner: createOwner(tools), sessions: createSessions(tools) };
}

/**
 * What every form of a session carries against forgery: it follows from the session's secret, which other sites cannot
 * read, and does not lead back to it.
 */
export function formTokenOf(secret: string): Promise<string> {
  return sha256(`form\n${secret}`);
}
