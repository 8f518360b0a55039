import { Hono } from "hono";
import type { Accounts } from "../accounts/accounts.ts";
import { browserName } from "../accounts/browser-name.ts";
import { adminRoutes } from "./account-routes-admin.ts";
import { credentialRoutes } from "./account-routes-credentials.ts";
import { identityRoutes } from "./account-routes-identity.ts";
import { ownAccountRoutes } from "./account-routes-own.ts";
import { signInRoutes } from "./account-routes-sign-in.ts";
import type { AccountRouting } from "./account-routing.ts";
import { privacyView } from "./account-views.ts";
import { isLoopback } from "./local-request.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";
import { networkOf } from "./request-log.ts";

/** Signing in and out, one's account, the people of the instance, and the notice of what is kept. */
export function accountRoutes(options: ApiOptions, accounts: Accounts, writer: PageWriter): Hono {
  const routing: AccountRouting = {
    options,
    accounts,
    writer,
    originOf: (context) => {
      const address = options.remoteAddress(context.env);
      return {
        // Behind a proxy on this machine everybody has its address, and would wait for everybody else.
        address: address === null || isLoopback(address) ? null : address,
        network: networkOf(address),
        browser: browserName(context.req.header("user-agent")),
      };
    },
  };
  const routes = new Hono();
  if (options.accounts.mode === "accounts") {
    routes.route("/", signInRoutes(routing));
    routes.route("/", credentialRoutes(routing));
    routes.route("/", identityRoutes(routing));
    routes.route("/", adminRoutes(routing));
  }
  routes.route("/", ownAccountRoutes(routing));
  routes.get("/privacy", (context) => writer.page(context, { kind: "privacy", privacy: privacyView(options) }));
  return routes;
}
