import { Hono, type Context } from "hono";
import { safeParseDoi } from "../arxiv/doi.ts";
import { acceptedIdForms, safeParseArxivId } from "../arxiv/identifier.ts";
import { likelyArxivId } from "../arxiv/likely-identifier.ts";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { keyOfDoi } from "./asked-dois.ts";
import type { Page, PaperView, SignIn } from "./contract.ts";
import { homeView } from "./home-view.ts";
import { labView, mayStart } from "./lab-routes.ts";
import type { ApiOptions } from "./options.ts";
import { discussionOf } from "./discussion-view.ts";
import { readPaperOptions, variedPaper } from "./paper-options.ts";
import { paperView } from "./paper-view.ts";
import { searchView } from "./search-view.ts";
import { unknownPaper } from "./unknown-paper.ts";
import { versionsView } from "./version-view.ts";
import { isAdmin, viewerOf } from "./viewer.ts";
import { hrefOf } from "./work-summary.ts";

type Shared = "path" | "freshness" | "viewer" | "signIn" | "shelf";
type PageBody = Page extends infer P ? (P extends Page ? Omit<P, Shared> : never) : never;

/** Renders pages with what all of them share. */
export interface PageWriter {
  readonly page: (context: Context, body: PageBody, status?: ContentfulStatusCode) => Response;
  readonly notFound: (context: Context, wanted: string) => Promise<Response>;
}

export function createPageWriter({ library, site, freshness, accounts }: ApiOptions): PageWriter {
  const signIn = signInOf(accounts);
  const writer: PageWriter = {
    page(context, body, status = 200) {
      const viewer = viewerOf(context);
      const page: Page = {
        ...body,
        path: context.req.path,
        freshness: freshness(),
        viewer,
        signIn,
        shelf: context.get("shelf") ?? null,
      };
      return context.html(site.render(page), status, {
        "cache-control": viewer === null ? "no-cache" : "private, no-cache",
      });
    },
    async notFound(context, wanted) {
      const { hits } = await searchView(library, wanted.replaceAll(/[/_-]/g, " "), 1);
      return writer.page(context, { kind: "not-found", wanted, suggestions: hits.slice(0, 5) }, 404);
    },
  };
  return writer;
}

function signInOf({ mode, identityProvider }: ApiOptions["accounts"]): SignIn | null {
  if (mode === "single-user") return null;
  return { password: true, oidc: identityProvider === null ? null : { name: identityProvider.name } };
}

/** The pages that people read. */
export function pageRoutes(options: ApiOptions, { page, notFound }: PageWriter): Hono {
  const { library, lab, remoteAddress, nowMs } = options;
  const routes = new Hono();
  const varied = async (context: Context, paper: PaperView): Promise<Response> => {
    const marks = context.get("shelf")?.marks;
    const known = marks === undefined ? null : new Set(Object.keys(marks));
    return page(context, {
      kind: "paper",
      paper: await variedPaper(library, paper, readPaperOptions(context.req.query()), known),
      discussion: await discussionOf(library.store, context, paper.key),
    });
  };
  const unknown = async (context: Context, id: string): Promise<Response> =>
    page(context, { kind: "unknown-paper", unknown: await unknownPaper(library, id, nowMs()) }, 404);

  routes.get("/", async (context) => page(context, { kind: "home", ...(await homeView(library, viewerOf(context))) }));

  routes.get("/abs/:path{.*}", async (context) => {
    const typed = context.req.param("path").replace(/\/+$/, "");
    const [, input = typed, aspect = ""] = /^(.*?)(\/lab|\/versions)?$/su.exec(typed) ?? [];
    const id = safeParseArxivId(input);
    if (!id.ok) {
      const doi = safeParseDoi(input);
      const known = doi === null ? null : await keyOfDoi(library.store.papers, doi);
      if (known !== null) return context.redirect(`${hrefOf(known)}${aspect}`, 302);
      const shown = { input, reason: id.error.message, acceptedForms: acceptedIdForms };
      return page(context, { kind: "bad-id", ...shown, suggestion: likelyArxivId(input) }, 400);
    }
    const key = id.value.id;
    const canonical = `/abs/${key}${aspect}`;
    const { pathname, search } = new URL(context.req.url);
    if (pathname !== canonical) return context.redirect(`${canonical}${search}`, 301);
    if (aspect === "/versions") {
      const { from, to } = context.req.query();
      const versions = await versionsView(library, key, { from, to });
      if (versions === null) return unknown(context, key);
      return versions.key === key
        ? page(context, { kind: "versions", versions }, versions.faults.length > 0 ? 400 : 200)
        : context.redirect(versions.href, 302);
    }
    const isLab = aspect === "/lab";
    const paper = await paperView(library, key);
    if (paper === null) return unknown(context, key);
    if (isLab && !paper.hasLab) return notFound(context, `${key}/lab`);
    if (paper.key !== key) return context.redirect(paper.href, 302);
    if (!isLab) return varied(context, paper);
    const origin = { remoteAddress: remoteAddress(context.env), host: context.req.header("host"), origin: undefined };
    return page(context, { kind: "lab", paper, lab: await labView(lab, mayStart(origin) && isAdmin(context)) });
  });

  routes.get("/works/:slug", async (context) => {
    const slug = context.req.param("slug");
    const paper = await paperView(library, `work:${slug}`);
    if (paper === null) return notFound(context, slug);
    if (paper.key !== `work:${slug}`) return context.redirect(paper.href, 302);
    return varied(context, paper);
  });
  return routes;
}
