import { Hono } from "hono";
import { createAccounts } from "../accounts/accounts.ts";
import { accountRoutes } from "./account-routes.ts";
import { assetRoutes } from "./asset-routes.ts";
import { authorRoutes } from "./author-routes.ts";
import { dataRoutes } from "./data-routes.ts";
import { discussionDataRoutes } from "./discussion-data-routes.ts";
import { discussionFormRoutes } from "./discussion-form-routes.ts";
import { discussionPageRoutes } from "./discussion-page-routes.ts";
import { facetRoutes } from "./facet-routes.ts";
import { feedRoutes } from "./feeds/feed-routes.ts";
import { labRoutes } from "./lab-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { mapDataRoutes, mapPageRoutes } from "./map-routes.ts";
import type { ApiOptions } from "./options.ts";
import { createPageWriter, pageRoutes } from "./page-routes.ts";
import { RequestMetrics } from "./metrics.ts";
import { personalData } from "./personal-data.ts";
import { problem } from "./problem.ts";
import { rateLimited } from "./rate-limit.ts";
import { findsShelf } from "./reader-shelf.ts";
import { requestLogged } from "./request-log.ts";
import { securityHeaders } from "./security-headers.ts";
import { sharedRoutes } from "./shared-routes.ts";
import { shelfDataRoutes } from "./shelf-data-routes.ts";
import { shelfPageRoutes } from "./shelf-page-routes.ts";
import { titleRoutes } from "./title-routes.ts";
import { statusView } from "./status-view.ts";
import { anonymousEtag, findsViewer, type Refuse } from "./viewer.ts";
import { wellEncoded } from "./well-encoded.ts";

/** Pages, data and events as one handler of web-standard requests; `app.request("/abs/2204.08396")` needs no socket. */
export function createApi(options: ApiOptions): Hono {
  const app = new Hono();
  const writer = createPageWriter(options);
  const metrics = new RequestMetrics();
  const { store } = options.library;
  const accounts = createAccounts(
    { ...options.accounts, store, nowMs: options.nowMs },
    personalData(store, options.nowMs),
  );
  const refuse: Refuse = (context, status, title, detail) =>
    isData(context.req.path)
      ? problem(context, status, title, detail)
      : writer.page(context, { kind: "refused", status, title, message: detail }, status);
  const logged = requestLogged(options, (entry) => {
    metrics.observe(entry);
    options.onRequest(entry);
  });
  app.use("*", logged);
  app.use("*", rateLimited(options));
  app.use("*", securityHeaders(options.accounts));
  app.use("/api/*", wellEncoded);
  app.use("*", findsViewer({ options, accounts, unread: (key) => store.notifications.unread(key), refuse }));
  app.use("*", findsShelf(store));
  app.use("*", anonymousEtag);
  app.get("/metrics", async (context) => {
    const status = await statusView(options.library, options.nowMs());
    return context.body(metrics.text(status, options.residentBytes()), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    });
  });
  app.route("/api", labRoutes(options));
  app.route("/api", dataRoutes(options));
  app.route("/api", mapDataRoutes(options.library));
  app.route("/", mapPageRoutes(options, writer));
  app.route("/api", titleRoutes(options));
  app.route("/api", facetRoutes(options.library));
  app.route("/api", discussionDataRoutes(options.library));
  app.route("/", assetRoutes(options));
  app.route("/api", shelfDataRoutes(options));
  app.route("/", feedRoutes(options));
  app.route("/", accountRoutes(options, accounts, writer));
  app.route("/", discussionPageRoutes(options, writer));
  app.route("/", discussionFormRoutes(options, writer));
  app.route("/", sharedRoutes(options, writer));
  app.route("/", shelfPageRoutes(options, writer));
  app.route("/", pageRoutes(options, writer));
  app.route("/", listRoutes(options, writer));
  app.route("/", authorRoutes(options, writer));

  app.notFound((context) => {
    const { path } = context.req;
    if (isData(path)) return problem(context, 404, "No such address", `${context.req.method} ${path} does not exist.`);
    return writer.notFound(context, safeDecode(path.slice(1)));
  });
  app.onError((error, context) => {
    const { path } = context.req;
    options.onFailure(error, path);
    const message = "Something went wrong here; the terminal that runs the server says what.";
    if (isData(path)) return problem(context, 500, "Internal error", message);
    return writer.page(context, { kind: "error", message }, 500);
  });
  return app;
}

const isData = (path: string): boolean => path === "/api" || path.startsWith("/api/");

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
