import { Hono } from "hono";
import type { ApiOptions } from "./options.ts";

/** Shown where the site brings no icon: a lens. */
const plainIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="7" cy="7" r="4.5" fill="none" stroke="#456" stroke-width="2"/><path d="M10.5 10.5 14 14" stroke="#456" stroke-width="2" stroke-linecap="round"/></svg>`;

const robots = "User-agent: *\nDisallow: /api/\nDisallow: /search\n";

/** Files of the site's client build, icon, robots.txt and the health check. */
export function assetRoutes({ asset, library }: ApiOptions): Hono {
  const routes = new Hono();

  routes.get("/assets/:path{.+}", async (context) => {
    const file = await asset(`assets/${context.req.param("path")}`);
    if (file === null) return context.text("no such file\n", 404);
    // The build puts a hash of the content into the name, so a name never changes its content.
    return context.body(file.body, 200, {
      "content-type": file.contentType,
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  routes.get("/:icon{favicon\\.(?:svg|ico|png)}", async (context) => {
    const file = await asset(context.req.param("icon"));
    const headers = { "content-type": file?.contentType ?? "image/svg+xml", "cache-control": "public, max-age=86400" };
    return context.body(file?.body ?? plainIcon, 200, headers);
  });

  routes.get("/robots.txt", (context) => context.text(robots));
  routes.get("/healthz", async (context) => context.json({ status: "ok", revision: await library.store.revision() }));
  return routes;
}
