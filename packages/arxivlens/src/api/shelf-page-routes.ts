import { Hono, type Context } from "hono";
import { askedKey } from "./asked-paper.ts";
import { checkedForm, type Form } from "./checked-form.ts";
import { followingAction } from "./following-actions.ts";
import { followingView } from "./following-view.ts";
import { exportResponse } from "./library-export.ts";
import { folderViews, libraryItemView, libraryView, selectionOf } from "./library-view.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";
import { editItem, libraryAction } from "./shelf-actions.ts";
import { itemFormBytes } from "./shelf-data-routes.ts";
import { importFormBytes, importToLibrary } from "./shelf-import.ts";
import { requireRole, type Viewer } from "./viewer.ts";

/** `/library`, `/library/item`, `/library/import`, `/following`: pages and their forms, whole without JavaScript. */
export function shelfPageRoutes({ library, nowMs, accounts }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const routes = new Hono();
  const tools = { library, nowMs, randomBytes: accounts.randomBytes };

  routes.get("/library", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const view = await libraryView(library, viewer.accountKey, selectionOf(context.req.query()));
    return page(context, { kind: "library", library: view, refused: null });
  });

  // The address is the selection that the form was sent from, and where to go on.
  routes.post("/library", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context, { maxBytes: itemFormBytes });
    if (form instanceof Response) return form;
    const outcome = await libraryAction(tools, viewer.accountKey, form);
    if (outcome.ok)
      return context.redirect(outcome.value.action === "folder-delete" ? "/library" : backOf(context, form), 303);
    const view = await libraryView(library, viewer.accountKey, selectionOf(context.req.query()));
    const refused = { action: form.text("action"), typed: form.text(outcome.error.field), ...outcome.error };
    return page(context, { kind: "library", library: view, refused }, 400);
  });

  routes.get("/library/item", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    return itemPage(context, viewer, context.req.query("paper") ?? "", null);
  });

  routes.post("/library/item", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context, { maxBytes: itemFormBytes });
    if (form instanceof Response) return form;
    const outcome = await editItem(tools, viewer.accountKey, form);
    const paper = form.text("paper");
    if (outcome.ok) return context.redirect(`/library/item?paper=${encodeURIComponent(paper)}`, 303);
    const refused = { note: form.text("note"), tags: form.text("tags"), reason: outcome.error.message };
    return itemPage(context, viewer, paper, refused);
  });

  const itemPage = async (
    context: Context,
    viewer: Viewer,
    paper: string,
    refused: { readonly note: string; readonly tags: string; readonly reason: string } | null,
  ): Promise<Response> => {
    const key = askedKey(paper);
    const item = key.ok ? await libraryItemView(library, viewer.accountKey, key.value) : null;
    if (item === null) return notFound(context, paper);
    return page(context, { kind: "library-item", item: { ...item, refused } }, refused === null ? 200 : 400);
  };

  routes.get("/library/export", async (context) => {
    const viewer = requireRole(context, "reader");
    return viewer instanceof Response ? viewer : exportResponse(context, library, viewer.accountKey);
  });

  routes.get("/library/import", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const folders = folderViews(await library.store.shelf.folders(viewer.accountKey), []);
    return page(context, { kind: "library-import", report: null, folders, refused: null });
  });

  // The report is the answer itself: sending the form again saves nothing twice.
  routes.post("/library/import", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context, { maxBytes: importFormBytes });
    if (form instanceof Response) return form;
    const outcome = await importToLibrary(tools, viewer.accountKey, form);
    const folders = folderViews(await library.store.shelf.folders(viewer.accountKey), []);
    if (outcome.ok) return page(context, { kind: "library-import", report: outcome.value, folders, refused: null });
    const refused = { text: form.text("text"), reason: outcome.error.message };
    return page(context, { kind: "library-import", report: null, folders, refused }, 400);
  });

  routes.get("/following", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const following = await followingView(library, viewer.accountKey);
    return page(context, { kind: "following", following, refused: null });
  });

  routes.post("/following", async (context) => {
    const viewer = requireRole(context, "reader");
    if (viewer instanceof Response) return viewer;
    const form = await checkedForm(context);
    if (form instanceof Response) return form;
    const outcome = await followingAction(tools, viewer.accountKey, form);
    if (outcome.ok) return context.redirect(backOf(context, form), 303);
    const following = await followingView(library, viewer.accountKey);
    const refused = { kind: form.text("kind"), typed: form.text("value"), reason: outcome.error.message };
    return page(context, { kind: "following", following, refused }, 400);
  });
  return routes;
}

/** Where a form wants to go on: an address of this server, else the page it was sent from, else the form's own. */
function backOf(context: Context, form: Form): string {
  const back = form.text("back");
  if (/^\/(?![/\\])/u.test(back)) return back;
  const anchor = /^[\w.:-]+$/u.test(form.text("anchor")) ? `#${form.text("anchor")}` : "";
  const own = new URL(context.req.url);
  const referer = context.req.header("referer") ?? "";
  const from = URL.canParse(referer) && new URL(referer).host === own.host ? new URL(referer) : own;
  return `${from.pathname}${from.search}${anchor}`;
}
