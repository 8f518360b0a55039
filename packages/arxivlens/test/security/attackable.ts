import { createAccounts, type Accounts } from "../../src/accounts/accounts.ts";
import type { AccountOptions, ApiOptions } from "../../src/api/options.ts";
import type { Page, Viewer } from "../../src/api/contract.ts";
import type { Library } from "../../src/api/library.ts";
import { plainSite } from "../../src/api/plain-site.ts";
import type { RequestLog } from "../../src/api/request-log.ts";
import type { Role } from "../../src/store/account-store.ts";
import { emptyLibrary, testApi } from "../served-library.ts";
import { signedIn, type SignedInReader } from "../signed-in.ts";
import { cheapPasswords, testAccounts } from "../test-accounts.ts";

/** A password that every rule lets pass. */
export const goodPassword = "night heron over the weir";

/** An instance with accounts, real pages and a real store, and what an attack needs to see. */
export interface Attackable {
  readonly library: Library;
  /** The rules about people over the same store, for what a test prepares. */
  readonly accounts: Accounts;
  readonly failures: readonly unknown[];
  readonly requests: readonly RequestLog[];
  /** The latest page that was drawn. */
  page(): Page | null;
  /** Moves the clock on. */
  pass(ms: number): void;
  /** A request of any method, as a browser at a page of ours sends it. */
  send(method: string, path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  get(path: string, headers?: Readonly<Record<string, string>>, from?: string): Promise<Response>;
  /** Posts a form as a browser does from a page of ours, with headers to change that. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
    from?: string,
  ): Promise<Response>;
  /** Somebody signed in; with a password where one is given. */
  person(
    role: Role,
    more?: { readonly name?: string; readonly email?: string; readonly password?: string },
  ): Promise<SignedInReader>;
  /** Who a cookie makes one. */
  viewer(cookie: string): Promise<Viewer | null>;
  close(): Promise<void>;
}

export async function attackable(
  settings: Partial<AccountOptions> = {},
  overrides: Partial<ApiOptions> = {},
): Promise<Attackable> {
  let nowMs = Date.UTC(2026, 10, 1);
  let drawn: Page | null = null;
  const requests: RequestLog[] = [];
  const library = await emptyLibrary();
  const options = testAccounts({ mode: "accounts", ...settings });
  const accounts = createAccounts({ ...options, store: library.store, nowMs: () => nowMs });
  const api = testApi(library, {
    accounts: options,
    nowMs: () => nowMs,
    onRequest: (entry) => requests.push(entry),
    site: {
      render: (page) => {
        drawn = page;
        return plainSite.render(page);
      },
    },
    ...overrides,
  });
  const get: Attackable["get"] = (path, headers = {}, from) => api.request(path, { headers }, from);
  return {
    library,
    accounts,
    failures: api.failures,
    requests,
    page: () => drawn,
    pass: (ms) => {
      nowMs += ms;
    },
    get,
    send: (method, path, headers = {}) =>
      api.request(path, { method, headers: { origin: "http://localhost:8410", ...headers } }),
    post: (path, fields, headers = {}, from) =>
      api.request(
        path,
        {
          method: "POST",
          headers: {
            origin: "http://localhost:8410",
            "content-type": "application/x-www-form-urlencoded",
            ...headers,
          },
          body: new URLSearchParams(fields).toString(),
        },
        from,
      ),
    async person(role, { name, email, password } = {}) {
      const reader = await signedIn(api, library, role, { nowMs: () => nowMs });
      const { accountKey } = reader.account;
      if (name !== undefined || email !== undefined)
        await library.store.accounts.change(accountKey, {
          ...(name === undefined ? {} : { name }),
          ...(email === undefined ? {} : { email }),
        });
      if (password !== undefined)
        await library.store.accounts.setPasswordHash(accountKey, await cheapPasswords.hash(password), nowMs);
      return { ...reader, account: (await library.store.accounts.get(accountKey)) ?? reader.account };
    },
    async viewer(cookie) {
      await get("/", { cookie });
      return drawn?.viewer ?? null;
    },
    close: () => library.store.close(),
  };
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(answer: Response): string {
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}
