import { Hono, type Context } from "hono";
import { readProfile, type Faults } from "../accounts/profile.ts";
import type { Account } from "../store/account-store.ts";
import { accountDone, type AccountView, type Viewer } from "./account-contract.ts";
import { unkept, type AccountRouting } from "./account-routing.ts";
import { accountView } from "./account-views.ts";
import { checkedForm, type Form } from "./checked-form.ts";
import { dropSessionCookie, sessionToken, setSessionCookie } from "./session-cookie.ts";
import { requireRole } from "./viewer.ts";

/** `/account`: profile, password, sessions, export, leaving. */
export function ownAccountRoutes({ options, accounts, writer, originOf }: AccountRouting): Hono {
  const routes = new Hono();
  const { store } = options.library;
  const settings = options.accounts;

  const show = async (context: Context, account: Account, more: Partial<AccountView> = {}): Promise<Response> => {
    const view = { ...(await accountView(store, accounts, account, sessionToken(context, settings))), ...more };
    const wrong = [view.profile.faults, view.password, view.deletion].some((faults) => Object.keys(faults).length > 0);
    return unkept(writer.page(context, { kind: "account", account: view }, wrong ? 400 : 200));
  };
  const accountOf = async ({ accountKey }: Viewer): Promise<Account> => {
    const account = await store.accounts.get(accountKey);
    if (account === null) throw new RangeError(`the viewer's account ${accountKey} is gone`);
    return account;
  };
  /** A posted form of somebody who is signed in, or the answer instead. */
  const posted = async (context: Context): Promise<{ readonly account: Account; readonly form: Form } | Response> => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context);
    return form instanceof Response ? form : { account: await accountOf(viewer), form };
  };

  routes.get("/account", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const done = accountDone.find((each) => each === context.req.query("done")) ?? null;
    return show(context, await accountOf(viewer), { done });
  });

  routes.post("/account/profile", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const { account, form } = sent;
    const values = { displayName: form.text("displayName"), email: form.text("email") };
    const { displayName, email } = readProfile({ name: account.name, ...values });
    const faults = await accounts.own.changeProfile(account, { displayName, email });
    if (Object.keys(faults).length > 0) return show(context, account, { profile: { values, faults } });
    return context.redirect("/account?done=profile", 303);
  });

  routes.post("/account/password", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const { account, form } = sent;
    const typed = { current: form.text("current"), password: form.text("password"), repeated: form.text("repeated") };
    const faults = await accounts.own.changePassword(account, typed, originOf(context));
    if (Object.keys(faults).length > 0) return show(context, account, { password: faults });
    if (settings.mode === "accounts")
      setSessionCookie(context, settings, await accounts.sessions.begin(account.accountKey, originOf(context)));
    return context.redirect("/account?done=password", 303);
  });

  routes.post("/account/sessions/end", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    await accounts.own.endSession(sent.account.accountKey, sent.form.text("session"));
    return context.redirect("/account?done=session#sessions", 303);
  });

  routes.get("/account/export", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const account = await accountOf(viewer);
    return unkept(
      context.body(`${JSON.stringify(await accounts.own.export(account), null, 2)}\n`, 200, {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="arxivlens-${account.name}.json"`,
      }),
    );
  });

  routes.post("/account/delete", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const { account, form } = sent;
    const faults = await leavingFaults(account, form, context);
    if (Object.keys(faults).length > 0) return show(context, account, { deletion: faults });
    const outcome = await accounts.own.erase(account);
    if (outcome === "last-admin") return show(context, account, { lastAdmin: true, deletion: { confirm: "reserved" } });
    dropSessionCookie(context, settings);
    context.header("clear-site-data", '"cache"');
    return unkept(context.redirect("/", 303));
  });

  /** Leaving takes one's name, typed, and the password where there is one: a browser left open is not enough. */
  async function leavingFaults(account: Account, form: Form, context: Context): Promise<Faults> {
    if (form.text("confirm").trim().toLowerCase() !== account.name) return { confirm: "differs" };
    if (settings.mode === "single-user" || (await store.accounts.passwordHash(account.accountKey)) === null) return {};
    const fits = await accounts.password.confirm(account, form.text("password"), originOf(context));
    return fits ? {} : { leavingPassword: "wrong" };
  }
  return routes;
}
