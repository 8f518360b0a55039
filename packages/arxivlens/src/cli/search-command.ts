import type { SearchHit } from "../api/contract.ts";
import { pageSize, searchView } from "../api/search-view.ts";
import { rankModes } from "../search/search-index.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { wholeFlag } from "./whole-flag.ts";

/** Each of them is read from the store and shown with its snippet. */
const mostHits = 1_000;

/** `arxivlens search QUERY`: one page of results. */
export const searchCommand: Command = {
  name: "search",
  summary: 'Find papers: words, "phrases", ti: au: abs: cat: id: date: comments:, AND OR NOT, prefix*',
  usage: "QUERY... [--rank MODE] [--facets] [--limit N] [--page N] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    rank: { type: "text", value: "MODE", summary: `order: ${rankModes.join(", ")} (default: relevance)` },
    seed: { type: "text", value: "N", summary: "of rank random: the same seed gives the same order" },
    facets: { type: "switch", summary: "also count categories, years and licences of all matches" },
    page: { type: "text", value: "N", summary: "page of results (default: 1)" },
    limit: { type: "text", value: "N", summary: `results of a page, at most ${mostHits} (default: 20)` },
  },
  operands: { least: 1, most: Infinity },
  failure: "nothing found",
  async run(io, given, words) {
    const rank = rankModes.find((mode) => mode === (given.text("rank") ?? "relevance"));
    if (rank === undefined) {
      io.stderr.write(`--rank ${given.text("rank")}: choose ${rankModes.join(", ")}\n`);
      return exitCodes.usage;
    }
    const page = wholeFlag(io, given, "page", 1, 1);
    const seed = wholeFlag(io, given, "seed", 0);
    const size = wholeFlag(io, given, "limit", pageSize, 1);
    if (page === null || seed === null || size === null) return exitCodes.usage;
    if (size > mostHits) {
      io.stderr.write(`--limit ${size}: at most ${mostHits} results are a page; go on with --page\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const query = words.join(" ");
    const view = await searchView(opened.library, query, page, { rank, seed, facets: given.has("facets"), size });
    if (view.fault !== null) {
      const { message, position, length, suggestion } = view.fault;
      io.stderr.write(`${message}\n  ${query}\n  ${" ".repeat(position)}${"^".repeat(Math.max(1, length))}\n`);
      if (suggestion !== null && suggestion !== "") io.stderr.write(`did you mean: ${suggestion}\n`);
      if (given.has("json")) writeJson(io, { error: { code: "bad-query", ...view.fault } });
      return exitCodes.usage;
    }
    if (given.has("json")) writeJson(io, view);
    else
      for (const hit of view.hits)
        io.stdout.write(`${[hit.key, hit.year ?? "", hit.plainTitle, ...found(hit)].join("\t")}\n`);
    if (view.note !== null) io.stderr.write(`${view.note}\n`);
    for (const { word, meant } of view.spellings)
      io.stderr.write(`"${word}" is unknown; did you mean ${meant.join(", ")}?\n`);
    return view.hits.length > 0 ? exitCodes.ok : exitCodes.failed;
  },
};

/** Where wanted words stand besides title and abstract, one column at most: names and comments, the words in asterisks. */
function found({ authors, authorHighlights, comments, commentsHighlights }: SearchHit): readonly string[] {
  const places = authorHighlights.map(({ author, ranges }) => starred(authors[author] ?? "", ranges));
  if (comments !== null) places.push(`comments: ${starred(comments, commentsHighlights)}`);
  return places.length === 0 ? [] : [places.join("; ").replaceAll(/\s+/gu, " ")];
}

const starred = (text: string, ranges: SearchHit["commentsHighlights"]): string =>
  ranges.toReversed().reduce((marked, [start, end]) => {
    return `${marked.slice(0, start)}*${marked.slice(start, end)}*${marked.slice(end)}`;
  }, text);
