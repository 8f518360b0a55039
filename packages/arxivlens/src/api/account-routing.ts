import type { Context } from "hono";
import type { Accounts } from "../accounts/accounts.ts";
import type { SignInOrigin } from "../accounts/sign-in.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";

/** What the routes about people share. */
export interface AccountRouting {
  readonly options: ApiOptions;
  readonly accounts: Accounts;
  readonly writer: PageWriter;
  /** Where a request comes from, as signing in needs it. */
  readonly originOf: (context: Context) => SignInOrigin;
}

/** Marks an answer as nothing to be kept, neither in caches nor behind the back button. */
export function unkept(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}
