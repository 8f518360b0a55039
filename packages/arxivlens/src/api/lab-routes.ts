import { Hono } from "hono";
import type { Lab } from "../lab/lab.ts";
import type { LabView } from "./contract.ts";
import { runEvents } from "./event-stream.ts";
import { refusalOf, type RequestOrigin } from "./local-request.ts";
import type { ApiOptions } from "./options.ts";
import { problem } from "./problem.ts";
import { isAdmin, requireRole } from "./viewer.ts";

/** The Lab as the reader of this request may use it. */
export async function labView(lab: Lab | null, localReader: boolean): Promise<LabView> {
  if (lab === null) return { runs: [], canStart: false, runsFolder: "" };
  return { runs: await lab.runs(), canStart: lab.canStart && localReader, runsFolder: lab.folder };
}

/** True when a page shown to this reader can start runs: a page's own request carries no Origin yet. */
export function mayStart(origin: RequestOrigin): boolean {
  return refusalOf({ ...origin, origin: `http://${origin.host}` }) === null;
}

/** `/api/runs` and `/api/events/runs`: read runs, follow them, start one. */
export function labRoutes({ lab, remoteAddress, sleep, signal }: ApiOptions): Hono {
  const routes = new Hono();

  routes.get("/runs", async (context) => {
    const origin = { remoteAddress: remoteAddress(context.env), host: context.req.header("host"), origin: undefined };
    return context.json(await labView(lab, mayStart(origin) && isAdmin(context)));
  });

  routes.get("/runs/:name", async (context) => {
    const name = context.req.param("name");
    const run = lab === null ? null : await lab.run(name);
    return run === null
      ? problem(context, 404, "Unknown run", `There is no run "${name}"; /api/runs lists those there are.`)
      : context.json(run);
  });

  routes.post("/runs", async (context) => {
    const refusal = refusalOf({
      remoteAddress: remoteAddress(context.env),
      host: context.req.header("host"),
      origin: context.req.header("origin"),
    });
    if (refusal !== null) return problem(context, 403, "Not allowed", refusal);
    // Behind a proxy everybody comes from this machine, so where there are accounts they count.
    const viewer = requireRole(context, "admin");
    if (viewer instanceof Response) return viewer;
    if (lab === null) return problem(context, 409, "No Lab", "This server watches no folder of runs.");
    const outcome = await lab.start();
    if (outcome.ok === "busy")
      return problem(context, 409, "A run is under way", `Wait until "${outcome.run}" has ended.`, {
        run: outcome.run,
      });
    if (!outcome.ok) return problem(context, 409, "The run did not start", outcome.message);
    return context.json({ run: outcome.run }, 202, { location: `/api/runs/${encodeURIComponent(outcome.run)}` });
  });

  routes.get("/events/runs", (context) => {
    if (lab === null) return problem(context, 404, "No Lab", "This server watches no folder of runs.");
    const lastEventId = context.req.header("last-event-id");
    return context.body(runEvents({ lab, lastEventId, sleep, signal }), 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Buffering proxies would hold the events back.
      "x-accel-buffering": "no",
    });
  });
  return routes;
}
