import { Hono, type Context } from "hono";
import type { LoginFault } from "./account-contract.ts";
import { unkept, type AccountRouting } from "./account-routing.ts";
import { checkedForm } from "./checked-form.ts";
import { pathWithin } from "./own-address.ts";
import { dropSessionCookie, sessionToken, setSessionCookie } from "./session-cookie.ts";
import { viewerOf } from "./viewer.ts";

/** `/login` and `/logout`. */
export function signInRoutes({ options, accounts, writer, originOf }: AccountRouting): Hono {
  const routes = new Hono();
  const settings = options.accounts;

  const loginPage = (
    context: Context,
    asked: {
      readonly next: string;
      readonly name?: string;
      readonly fault?: LoginFault;
      readonly waitSeconds?: number;
    },
  ): Response => {
    const { next, name = "", fault = null, waitSeconds = 0 } = asked;
    const status = fault === null ? 200 : fault === "wait" ? 429 : 400;
    return unkept(writer.page(context, { kind: "login", next, name, fault, waitSeconds }, status));
  };

  routes.get("/login", (context) => {
    const next = pathWithin(context.req.query("next") ?? "/");
    const fault = loginFaults.find((each) => each === context.req.query("fault"));
    if (viewerOf(context) !== null) return context.redirect(next, 303);
    return loginPage(context, { next, ...(fault === undefined ? {} : { fault }) });
  });

  routes.post("/login", async (context) => {
    const form = await checkedForm(context, { withoutToken: true });
    if (form instanceof Response) return form;
    const [name, next] = [form.text("name"), pathWithin(form.text("next") || "/")];
    const outcome = await accounts.password.signIn(name, form.text("password"), originOf(context));
    if (outcome.kind === "wait") {
      context.header("retry-after", String(outcome.seconds));
      return loginPage(context, { next, name, fault: "wait", waitSeconds: outcome.seconds });
    }
    if (outcome.kind === "refused") return loginPage(context, { next, name, fault: "refused" });
    // What was known before signing in, perhaps planted by another, is worth nothing after it.
    const before = sessionToken(context, settings);
    if (before !== null) await accounts.sessions.end(before);
    setSessionCookie(context, settings, outcome.token);
    return unkept(context.redirect(next, 303));
  });

  routes.post("/logout", async (context) => {
    const form = await checkedForm(context);
    if (form instanceof Response) return form;
    const [token, viewer] = [sessionToken(context, settings), viewerOf(context)];
    if (token !== null) await accounts.sessions.end(token);
    if (viewer !== null) await accounts.journal({ action: "sign-out", actorKey: viewer.accountKey });
    dropSessionCookie(context, settings);
    // Pages of the session go with it, also those behind the back button.
    context.header("clear-site-data", '"cache"');
    return unkept(context.redirect("/", 303));
  });
  return routes;
}

/** Faults that the way back from an identity provider may name in the address. */
const loginFaults: readonly LoginFault[] = ["unknown", "provider-unreachable", "provider-refused"];
