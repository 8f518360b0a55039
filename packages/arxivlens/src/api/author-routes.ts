import { Hono, type Context } from "hono";
import { decideAuthor, type AuthorRequest } from "./author-decisions.ts";
import { authorView, resolvedAuthors } from "./author-view.ts";
import { checkedForm } from "./checked-form.ts";
import type { AuthorNotice } from "./lists-contract.ts";
import type { ApiOptions } from "./options.ts";
import { pageNumber } from "./page-number.ts";
import type { PageWriter } from "./page-routes.ts";
import { requireRole } from "./viewer.ts";

/** Pages of names, and the forms by which members say who wrote what. */
export function authorRoutes({ library, nowMs }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const routes = new Hono();

  const show = async (context: Context, name: string, person: string | null, notice: AuthorNotice | null) => {
    const view = await authorView(library, name, person, pageNumber(context.req.query("page")));
    if (view === null || view.total === 0) return notFound(context, name);
    return page(context, { kind: "author", view, notice }, notice?.kind === "refused" ? 400 : 200);
  };

  routes.get("/author/:name{.+}", (context) => {
    const done = context.req.query("done");
    const notice = done === "decided" || done === "taken-back" ? ({ kind: done } as const) : null;
    return show(context, context.req.param("name").trim(), context.req.query("person") ?? null, notice);
  });

  routes.post("/author/:name{.+}", async (context) => {
    const viewer = requireRole(context, "member");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context);
    if (form instanceof Response) return form;
    const name = context.req.param("name").trim();
    const here = `/author/${encodeURIComponent(name)}`;
    const person = form.text("person");
    const decide = async (kind: AuthorRequest["kind"]): Promise<Response> => {
      const request = { kind, papers: form.texts("paper"), person, note: form.text("note"), by: viewer.accountKey };
      const notice = await decideAuthor(library, name, request, nowMs());
      if (notice.kind === "refused") return show(context, name, kind === "different" ? person : null, notice);
      const anchor = kind === "different" ? person : (request.papers[0] ?? "");
      return context.redirect(`${here}?person=${encodeURIComponent(anchor)}&done=decided`, 303);
    };
    switch (form.text("say")) {
      case "same":
        return decide("same");
      case "different":
        return decide("different");
      case "take-back": {
        const resolved = await resolvedAuthors(library, name);
        const block = resolved?.block.block ?? "";
        const done = await library.store.authors.takeBack(
          block,
          Number(form.text("decision")),
          viewer.accountKey,
          nowMs(),
        );
        if (done) return context.redirect(`${here}?done=taken-back`, 303);
        return show(context, name, null, { kind: "refused", reason: "unknown-decision", note: "", chosen: [] });
      }
      default:
        return context.get("refuse")(context, 400, "Unknown request", 'Choose "same", "different" or "take-back".');
    }
  });
  return routes;
}
