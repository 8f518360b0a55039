import { createSessions } from "../src/accounts/sessions.ts";
import { formTokenOf } from "../src/accounts/accounts.ts";
import type { Library } from "../src/api/library.ts";
import { formTokenField } from "../src/api/checked-form.ts";
import type { Account, Role } from "../src/store/account-store.ts";
import type { TestApi } from "./served-library.ts";
import { cheapPasswords, countedBytes } from "./test-accounts.ts";

const origin = "http://localhost:8410";

/** Somebody who is signed in at a test's API. */
export interface SignedInReader {
  readonly account: Account;
  readonly cookie: string;
  readonly formToken: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Posts a form of a page of ours: with cookie, origin and token. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

let readers = 0;

/** A new account with a session, at an API whose accounts are on. */
export async function signedIn(
  api: TestApi,
  library: Library,
  role: Role,
  { nowMs = () => 0 }: { readonly nowMs?: () => number } = {},
): Promise<SignedInReader> {
  readers += 1;
  const name = `${role}-${readers}`;
  const { store } = library;
  const account = await store.accounts.create({
    name,
    displayName: `A ${role}`,
    email: null,
    role,
    createdAtMs: nowMs(),
  });
  if (account === null) throw new Error(`the name ${name} is taken`);
  // The account's key is part of the token, so the same counted bytes make different tokens.
  const sessions = createSessions({ store, nowMs, randomBytes: countedBytes(), passwords: cheapPasswords });
  const token = await sessions.begin(account.accountKey, { network: null, browser: null });
  const cookie = `arxivlens=${token}`;
  const formToken = await formTokenOf(token);
  return {
    account,
    cookie,
    formToken,
    get: (path, headers = {}) => api.request(path, { headers: { cookie, ...headers } }),
    post: (path, fields, headers = {}) =>
      api.request(path, {
        method: "POST",
        headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams({ [formTokenField]: formToken, ...fields }).toString(),
      }),
  };
}
