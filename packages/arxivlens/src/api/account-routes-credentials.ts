import { Hono, type Context } from "hono";
import { linkPath } from "../accounts/one-time-links.ts";
import { readProfile, type Faults } from "../accounts/profile.ts";
import type { Account } from "../store/account-store.ts";
import { unkept, type AccountRouting } from "./account-routing.ts";
import { checkedForm } from "./checked-form.ts";
import { sessionToken, setSessionCookie } from "./session-cookie.ts";

type Purpose = "setup" | "invitation" | "reset";

const purposes: Readonly<Record<string, Purpose>> = { setup: "setup", join: "invitation", reset: "reset" };

/** `/setup/:token`, `/join/:token` and `/reset/:token`: what the links that work once open. */
export function credentialRoutes({ options, accounts, writer, originOf }: AccountRouting): Hono {
  const routes = new Hono();
  const settings = options.accounts;

  const gone = (context: Context, purpose: Purpose): Response =>
    unkept(writer.page(context, { kind: "link-gone", purpose }, 404));

  const formPage = async (
    context: Context,
    link: { readonly purpose: Purpose; readonly token: string },
    typed: { readonly values: Readonly<Record<string, string>>; readonly faults: Faults },
  ): Promise<Response> => {
    const { purpose, token } = link;
    const found = await accounts.links.find(purpose, token);
    if (found === null) return gone(context, purpose);
    const account = found.accountKey === null ? null : await options.library.store.accounts.get(found.accountKey);
    const values = account === null ? typed.values : { ...typed.values, name: account.name };
    const status = Object.keys(typed.faults).length > 0 ? 400 : 200;
    const form = { values, faults: typed.faults };
    const action = linkPath(purpose, token);
    return unkept(writer.page(context, { kind: "credentials", purpose, action, role: found.role, form }, status));
  };

  const enter = async (context: Context, account: Account): Promise<Response> => {
    const before = sessionToken(context, settings);
    if (before !== null) await accounts.sessions.end(before);
    setSessionCookie(context, settings, await accounts.sessions.begin(account.accountKey, originOf(context)));
    return unkept(context.redirect("/", 303));
  };

  // Without a token: where the link for the first admin is to be found.
  routes.get("/setup", (context) => gone(context, "setup"));

  routes.get("/:page{setup|join|reset}/:token", (context) => {
    const purpose = purposes[context.req.param("page")] ?? "invitation";
    return formPage(context, { purpose, token: context.req.param("token") }, { values: {}, faults: {} });
  });

  routes.post("/:page{setup|join|reset}/:token", async (context) => {
    const purpose = purposes[context.req.param("page")] ?? "invitation";
    const token = context.req.param("token");
    const form = await checkedForm(context, { withoutToken: true });
    if (form instanceof Response) return form;
    const typed = { name: form.text("name"), displayName: form.text("displayName"), email: form.text("email") };
    const [password, repeated] = [form.text("password"), form.text("repeated")];
    const profile = readProfile(typed);
    const outcome =
      purpose === "reset"
        ? await accounts.membership.resetPassword(token, password, repeated)
        : purpose === "setup"
          ? await accounts.membership.setUp(token, profile, password, repeated)
          : await accounts.membership.join(token, profile, password, repeated);
    if (outcome.kind === "gone") return gone(context, purpose);
    if (outcome.kind === "joined") return enter(context, outcome.account);
    return formPage(context, { purpose, token }, { values: typed, faults: outcome.faults });
  });
  return routes;
}
