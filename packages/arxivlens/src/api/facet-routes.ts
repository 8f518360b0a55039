import { Hono } from "hono";
import { etag } from "hono/etag";
import { plainText } from "../arxiv/latex-text.ts";
import { paperFormats } from "../arxiv/formats/paper-formats.ts";
import { splitSentences } from "../arxiv/sentences.ts";
import { egoNetwork } from "../graph/ego-network.ts";
import { graphFormats, type NodeLabel } from "../graph/graph-formats.ts";
import { keyTerms } from "../search/key-terms.ts";
import { phraseTerms } from "../search/phrase-terms.ts";
import { summarySentences } from "../search/summary.ts";
import { askedKey, malformedKey, unknownPaper, wholeNumber, withAskedPaper } from "./asked-paper.ts";
import type { Library } from "./library.ts";
import { problem } from "./problem.ts";
import { similarWorks } from "./similar-works.ts";

const shownTerms = 20;
/** Papers that one export may name. */
const exportedPapers = 1_000;

/** One aspect of a paper at a time, and exports: `/api/terms|summary|similar|graph/:id`, `/api/export`. */
export function facetRoutes(library: Library): Hono {
  const routes = new Hono();
  routes.use("*", etag());

  routes.get("/terms/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const mode = context.req.query("mode") ?? "seed";
      if (mode === "seed") {
        const terms = keyTerms(paper.abstract ?? paper.title, library.termStatistics, { count: shownTerms });
        return context.json({ key: paper.key, mode, statistics: library.termStatistics.description, terms });
      }
      if (mode !== "better")
        return problem(context, 400, "Unknown mode", `mode "${mode}" is not known; choose seed or better`);
      const sentences = splitSentences(paper.abstract ?? "").map(plainText);
      return context.json({
        key: paper.key,
        mode,
        ...(await phraseTerms(library.index, plainText(paper.title), sentences, shownTerms)),
      });
    }),
  );

  routes.get("/summary/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const count = wholeNumber(context, "sentences", 1, 1, 20);
      if (typeof count === "string") return problem(context, 400, "Malformed number", count);
      const summary = summarySentences(paper.title, paper.abstract ?? "", library.termStatistics, count);
      return context.json({ key: paper.key, method: "extractive", summary });
    }),
  );

  routes.get("/similar/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const count = wholeNumber(context, "count", 10, 1, 100);
      if (typeof count === "string") return problem(context, 400, "Malformed number", count);
      const similar = await similarWorks(library, await library.snapshot(), paper, { count });
      return context.json({ key: paper.key, similar });
    }),
  );

  routes.get("/graph/:id{.+}", async (context) => {
    const key = askedKey(context.req.param("id"));
    if (!key.ok) return malformedKey(context, key.error);
    const limit = wholeNumber(context, "limit", 150, 1, 5_000);
    if (typeof limit === "string") return problem(context, 400, "Malformed number", limit);
    const { graph } = await library.snapshot();
    const ego = egoNetwork(graph, key.value, limit);
    if (ego === null) return unknownPaper(context, key.value);
    const papers = await library.store.papers.getMany(ego.nodes.map((node) => node.key));
    const label = (other: string): NodeLabel => {
      const paper = papers.get(other);
      return { title: paper === undefined ? other : plainText(paper.title), year: paper?.year ?? null };
    };
    const name = context.req.query("format") ?? "json";
    if (name === "json")
      return context.json({
        key: key.value,
        ...ego,
        nodes: ego.nodes.map((node) => ({ ...node, ...label(node.key) })),
      });
    const format = Object.hasOwn(graphFormats, name) ? graphFormats[name] : undefined;
    if (format === undefined)
      return problem(
        context,
        400,
        "Unknown format",
        `format "${name}" is not known; choose json, ${Object.keys(graphFormats).join(", ")}`,
      );
    return context.body(format.write(ego, label), 200, { "content-type": format.mediaType });
  });

  routes.get("/export", async (context) => {
    const name = context.req.query("format") ?? "bibtex";
    const format = Object.hasOwn(paperFormats, name) ? paperFormats[name] : undefined;
    if (format === undefined)
      return problem(
        context,
        400,
        "Unknown format",
        `format "${name}" is not known; choose ${Object.keys(paperFormats).join(", ")}`,
      );
    const asked = (context.req.query("ids") ?? "").split(",").filter((id) => id.trim() !== "");
    if (asked.length === 0 || asked.length > exportedPapers)
      return problem(
        context,
        400,
        "Malformed list",
        `ids names ${asked.length} papers; name 1 to ${exportedPapers}, parted by commas`,
      );
    const keys = asked.map(askedKey);
    const papers = await library.store.papers.getMany(keys.flatMap((key) => (key.ok ? [key.value] : [])));
    // One bad id must not break the set: what is missing is named beside.
    const missing = asked.filter((_, at) => {
      const key = keys[at];
      return key === undefined || !key.ok || !papers.has(key.value);
    });
    return context.body(format.write([...papers.values()]), 200, {
      "content-type": format.mediaType,
      "content-disposition": `attachment; filename="papers.${format.extension}"`,
      ...(missing.length === 0 ? {} : { "x-unresolved-ids": encodeURIComponent(missing.join(",")) }),
    });
  });
  return routes;
}
