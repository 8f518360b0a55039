import { Hono, type Context } from "hono";
import { etag } from "hono/etag";
import { plainText, proseText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { paperFormats, type PaperFormat } from "../arxiv/formats/paper-formats.ts";
import { splitSentences } from "../arxiv/sentences.ts";
import { egoNetwork, networkOfOne } from "../graph/ego-network.ts";
import { graphFormats, type GraphFormatName, type NodeLabel } from "../graph/graph-formats.ts";
import { networkAmong } from "../graph/map-network.ts";
import { phraseTerms } from "../search/phrase-terms.ts";
import { summarySentences } from "../search/summary.ts";
import { foundKey, malformedKey, unknownPaper, withAskedPaper } from "./asked-paper.ts";
import type { Library } from "./library.ts";
import { parameters, queryOf } from "./openapi/parameters.ts";
import { problem, unreadableQuery } from "./problem.ts";
import { relatedPage } from "./related-page.ts";
import { foundPapers, pageSize } from "./search-view.ts";
import { similarWorks } from "./similar-works.ts";
import { seedTerms, shownTerms } from "./term-view.ts";
import { versionsView } from "./version-view.ts";

/** Papers that one export may name. */
const exportedPapers = 1_000;

/** A way to write papers down that may read more of them first. */
type ExportFormat = Omit<PaperFormat, "write"> & { write(papers: readonly Paper[]): string | Promise<string> };

/** Papers with the citations among them. */
async function graphFormat(library: Library, name: GraphFormatName): Promise<ExportFormat> {
  const { citations } = await library.snapshot();
  const { mediaType, write } = graphFormats[name];
  return {
    mediaType,
    extension: name,
    async write(papers) {
      const records = new Map(papers.map((paper) => [paper.key, paper]));
      const label = (key: string): NodeLabel => {
        const paper = records.get(key);
        return { title: paper === undefined ? key : plainText(paper.title), year: paper?.year ?? null };
      };
      return write(await networkAmong(citations, [...records.keys()]), label);
    },
  };
}

/** One aspect of a paper at a time, and exports: `/api/terms|summary|similar|graph|citations|references/:id`, `/api/export`. */
export function facetRoutes(library: Library): Hono {
  const routes = new Hono();
  routes.use("*", etag());

  routes.get("/terms/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const query = queryOf(context, parameters.terms);
      if (!query.ok) return query.response;
      const { mode } = query.value;
      if (mode === "seed") {
        const { keyTerms: terms, keyTermStatistics, keyTermScoring } = seedTerms(library, paper);
        const { documents, norm } = keyTermScoring;
        return context.json({ key: paper.key, mode, statistics: keyTermStatistics, documents, norm, terms });
      }
      const sentences = splitSentences(paper.abstract ?? "").map(proseText);
      return context.json({
        key: paper.key,
        mode,
        ...(await phraseTerms(library.index, proseText(paper.title), sentences, shownTerms)),
      });
    }),
  );

  routes.get("/summary/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const query = queryOf(context, parameters.summary);
      if (!query.ok) return query.response;
      const { sentences } = query.value;
      const summary = summarySentences(paper.title, paper.abstract ?? "", library.termStatistics, sentences);
      return context.json({ key: paper.key, method: "extractive", summary });
    }),
  );

  routes.get("/similar/:id{.+}", (context) =>
    withAskedPaper(context, library, context.req.param("id"), async (paper) => {
      const query = queryOf(context, parameters.similar);
      if (!query.ok) return query.response;
      const { count, ...weights } = query.value;
      if (Object.values(weights).every((weight) => weight === 0))
        return problem(context, 400, "Malformed parameter", "every weight is 0; give one of them more");
      await library.readGraph();
      const similar = await similarWorks(library, await library.snapshot(), paper, { count, weights });
      return context.json({ key: paper.key, similar });
    }),
  );

  routes.get("/versions/:id{.+}", async (context) => {
    const key = await foundKey(library, context.req.param("id"));
    if (!key.ok) return malformedKey(context, key.error);
    const query = queryOf(context, parameters.versions);
    if (!query.ok) return query.response;
    const { from, to } = query.value;
    const view = await versionsView(library, key.value, { from, to });
    if (view === null) return unknownPaper(context, key.value);
    const [fault] = view.faults;
    return fault === undefined ? context.json(view) : problem(context, 400, "Malformed parameter", fault);
  });

  for (const [name, role] of [
    ["citations", "citing"],
    ["references", "reference"],
  ] as const)
    routes.get(`/${name}/:id{.+}`, async (context) => {
      const key = await foundKey(library, context.req.param("id"));
      if (!key.ok) return malformedKey(context, key.error);
      const query = queryOf(context, parameters.related);
      if (!query.ok) return query.response;
      const { page, size: pageSize, order } = query.value;
      const work = await library.store.papers.get(key.value);
      const view = await relatedPage(library, await library.snapshot(), work?.key ?? key.value, {
        role,
        order,
        page,
        pageSize,
      });
      return view.total > 0 || work !== null ? context.json(view) : unknownPaper(context, key.value);
    });

  routes.get("/graph/:id{.+}", async (context) => {
    const key = await foundKey(library, context.req.param("id"));
    if (!key.ok) return malformedKey(context, key.error);
    const query = queryOf(context, parameters.graph);
    if (!query.ok) return query.response;
    const { limit, format: name } = query.value;
    const { citations } = await library.snapshot();
    // A record that is part of another work answers for that work.
    const work = await library.store.works.canonical(key.value);
    const ego = (await egoNetwork(citations, work, limit)) ?? networkOfOne(work);
    const papers = await library.store.papers.getMany(ego.nodes.map((node) => node.key));
    if (ego.neighbours === 0 && papers.size === 0) return unknownPaper(context, key.value);
    const label = (other: string): NodeLabel => {
      const paper = papers.get(other);
      return { title: paper === undefined ? other : plainText(paper.title), year: paper?.year ?? null };
    };
    if (name === "json")
      return context.json({
        key: work,
        ...ego,
        nodes: ego.nodes.map((node) => ({ ...node, ...label(node.key) })),
      });
    const format = graphFormats[name];
    return context.body(format.write(ego, label), 200, { "content-type": format.mediaType });
  });

  routes.get("/export", async (context) => {
    const query = queryOf(context, parameters.export);
    if (!query.ok) return query.response;
    const { format: name } = query.value;
    const format = name === "graphml" || name === "gexf" ? await graphFormat(library, name) : paperFormats[name];
    const { q, rank, seed, page } = query.value;
    if (q !== undefined) {
      const part =
        page === undefined ? { offset: 0, limit: exportedPapers } : { offset: (page - 1) * pageSize, limit: pageSize };
      const found = await foundPapers(library, q, { rank, seed, ...part });
      return found.ok ? exported(context, format, found.value) : unreadableQuery(context, found.error);
    }
    const asked = query.value.ids.split(",").filter((id) => id.trim() !== "");
    if (asked.length === 0 || asked.length > exportedPapers)
      return problem(
        context,
        400,
        "Malformed list",
        `ids names ${asked.length} papers; name 1 to ${exportedPapers}, parted by commas`,
      );
    const keys = await Promise.all(asked.map((id) => foundKey(library, id)));
    const papers = await library.store.papers.getMany(keys.flatMap((key) => (key.ok ? [key.value] : [])));
    // One bad id must not break the set: what is missing is named beside.
    const missing = asked.filter((_, at) => {
      const key = keys[at];
      return key === undefined || !key.ok || !papers.has(key.value);
    });
    return exported(context, format, [...papers.values()], missing);
  });
  return routes;
}

/** Papers as a file; the identifiers of papers that are not here stand in a header. */
async function exported(
  context: Context,
  format: ExportFormat,
  papers: readonly Paper[],
  missing: readonly string[] = [],
): Promise<Response> {
  return context.body(await format.write(papers), 200, {
    "content-type": format.mediaType,
    "content-disposition": `attachment; filename="papers.${format.extension}"`,
    ...(missing.length === 0 ? {} : { "x-unresolved-ids": encodeURIComponent(missing.join(",")) }),
  });
}
