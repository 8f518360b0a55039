import { Hono, type Context } from "hono";
import type { Result } from "../arxiv/errors.ts";
import { askedKey, malformedKey } from "./asked-paper.ts";
import { checkedForm, type Form } from "./checked-form.ts";
import { followingAction } from "./following-actions.ts";
import { followingView } from "./following-view.ts";
import { freshFor } from "./fresh-view.ts";
import { exportResponse } from "./library-export.ts";
import { libraryItemView, libraryView, selectionOf } from "./library-view.ts";
import type { ApiOptions } from "./options.ts";
import { problem, unreadableQuery } from "./problem.ts";
import { editItem, libraryAction, type ShelfFault } from "./shelf-actions.ts";
import { importFormBytes, importToLibrary } from "./shelf-import.ts";
import { requireRole } from "./viewer.ts";

/** `/api/library`, `/api/following` and `/api/fresh`: what readers keep, as JSON, for the pages' scripts and for programs. */
export function shelfDataRoutes({ library, nowMs, accounts }: ApiOptions): Hono {
  const routes = new Hono();
  const tools = { library, nowMs, randomBytes: accounts.randomBytes };

  routes.get("/library", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const view = await libraryView(library, viewer.accountKey, selectionOf(context.req.query()));
    return view.fault === null ? context.json(view) : unreadableQuery(context, view.fault);
  });

  routes.get("/library/item", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const key = askedKey(context.req.query("paper") ?? "");
    if (!key.ok) return malformedKey(context, key.error);
    const view = await libraryItemView(library, viewer.accountKey, key.value);
    if (view !== null) return context.json(view.entry);
    return problem(context, 404, "Not in your library", `${key.value} is not in your library; save it first.`);
  });

  routes.get("/library/marks", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    return context.json({ marks: Object.fromEntries(await library.store.shelf.allStates(viewer.accountKey)) });
  });

  routes.get("/library/export", async (context) => {
    const viewer = requireRole(context, "reader");
    return viewer instanceof Response ? viewer : exportResponse(context, library, viewer.accountKey);
  });

  routes.get("/following", async (context) => {
    const viewer = requireRole(context, "reader");
    return viewer instanceof Response ? viewer : context.json(await followingView(library, viewer.accountKey));
  });

  routes.get("/fresh", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    return context.json({ fresh: await freshFor(library, viewer, { count: 20, followedCategories: true }) });
  });

  const posted = (
    path: string,
    act: (accountKey: number, form: Form) => Promise<Result<object, ShelfFault>>,
    maxBytes?: number,
  ): void => {
    routes.post(path, async (context) => {
      const viewer = requireRole(context, "reader");
      if (viewer instanceof Response) return viewer;
      const form = await checkedForm(context, maxBytes === undefined ? {} : { maxBytes });
      if (form instanceof Response) return form;
      const outcome = await act(viewer.accountKey, form);
      return outcome.ok ? context.json(outcome.value) : faultProblem(context, outcome.error);
    });
  };
  posted("/library", (accountKey, form) => libraryAction(tools, accountKey, form));
  posted("/library/item", (accountKey, form) => editItem(tools, accountKey, form), itemFormBytes);
  posted("/library/import", (accountKey, form) => importToLibrary(tools, accountKey, form), importFormBytes);
  posted("/following", (accountKey, form) => followingAction(tools, accountKey, form));
  return routes;
}

/** A note at its longest, in letters of up to four bytes that a form may write threefold. */
export const itemFormBytes = 1_000_000;

function faultProblem(context: Context, { field, message }: ShelfFault): Response {
  return problem(context, 400, "Malformed field", `${field}: ${message}`, { errors: [{ field, message }] });
}
