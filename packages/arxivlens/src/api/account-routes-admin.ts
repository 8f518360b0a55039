import { Hono, type Context } from "hono";
import { linkPath } from "../accounts/one-time-links.ts";
import { isRole } from "../accounts/role.ts";
import type { Account, AccountOutcome } from "../store/account-store.ts";
import type { PeopleView, Viewer } from "./account-contract.ts";
import { unkept, type AccountRouting } from "./account-routing.ts";
import { auditView, peopleView } from "./account-views.ts";
import { checkedForm, type Form } from "./checked-form.ts";
import { ownOrigin } from "./own-address.ts";
import { requireRole } from "./viewer.ts";

/** `/admin/people` and `/admin/audit`. */
export function adminRoutes({ options, accounts, writer }: AccountRouting): Hono {
  const routes = new Hono();
  const { store } = options.library;
  const { people, links } = accounts;

  const show = async (context: Context, more: Partial<PeopleView> = {}): Promise<Response> => {
    const refused = more.notice === "last-admin" || more.notice === "unknown";
    return unkept(
      writer.page(
        context,
        { kind: "people", people: { ...(await peopleView(accounts)), ...more } },
        refused ? 409 : 200,
      ),
    );
  };
  const posted = async (context: Context): Promise<{ readonly by: Viewer; readonly form: Form } | Response> => {
    const by = requireRole(context, "admin");
    if (by instanceof Response) return by;
    const form = await checkedForm(context);
    return form instanceof Response ? form : { by, form };
  };
  const subject = async (form: Form): Promise<Account | null> => {
    const account = await store.accounts.get(Number(form.text("account")) || 0);
    return account?.erasedAtMs === null ? account : null;
  };
  const address = (context: Context, path: string): string => `${ownOrigin(context, options)}${path}`;

  routes.get("/admin/people", async (context) => {
    const viewer = requireRole(context, "admin");
    if (viewer instanceof Response) return viewer;
    return show(context, context.req.query("done") === undefined ? {} : { notice: "done" });
  });

  routes.post("/admin/people/invite", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const { by, form } = sent;
    const role = form.text("role");
    const note = form.text("note").trim().slice(0, 200);
    if (!isRole(role)) return show(context, { notice: "unknown" });
    const token = await links.invite(role, note, by.accountKey);
    // Shown in this answer and never again: the store keeps a hash only.
    return show(context, {
      link: { for: note, address: address(context, linkPath("invitation", token)), purpose: "invitation" },
    });
  });

  routes.post("/admin/people/revoke", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const revoked = await people.revokeInvitation(sent.form.text("invitation"), sent.by.accountKey);
    return revoked ? context.redirect("/admin/people?done", 303) : show(context, { notice: "unknown" });
  });

  routes.post("/admin/people/reset", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const account = await subject(sent.form);
    if (account === null) return show(context, { notice: "unknown" });
    const token = await links.reset(account, sent.by.accountKey);
    return show(context, {
      link: { for: account.name, address: address(context, linkPath("reset", token)), purpose: "reset" },
    });
  });

  routes.post("/admin/people/:change{role|disable|enable}", async (context) => {
    const sent = await posted(context);
    if (sent instanceof Response) return sent;
    const { by, form } = sent;
    const account = await subject(form);
    const outcome = account === null ? "unknown" : await changed(context.req.param("change"), account, form, by);
    if (outcome === "done") return context.redirect("/admin/people?done", 303);
    return show(context, { notice: outcome === "last-admin" ? "last-admin" : "unknown" });
  });

  async function changed(change: string, { accountKey }: Account, form: Form, by: Viewer): Promise<AccountOutcome> {
    if (change === "disable") return people.disable(accountKey, by.accountKey);
    if (change === "enable") return people.enable(accountKey, by.accountKey);
    const role = form.text("role");
    return isRole(role) ? people.setRole(accountKey, role, by.accountKey) : "unknown";
  }

  routes.get("/admin/audit", async (context) => {
    const viewer = requireRole(context, "admin");
    if (viewer instanceof Response) return viewer;
    const before = Number(context.req.query("before") ?? "");
    const audit = await auditView(store, Number.isSafeInteger(before) && before > 0 ? before : null);
    return unkept(writer.page(context, { kind: "audit", audit }));
  });
  return routes;
}
