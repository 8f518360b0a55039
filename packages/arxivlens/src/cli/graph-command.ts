import { plainText } from "../arxiv/latex-text.ts";
import { egoNetwork } from "../graph/ego-network.ts";
import { graphFormats } from "../graph/graph-formats.ts";
import { shortestPath } from "../graph/shortest-path.ts";
import { foundKey } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openStarted } from "./opened-library.ts";
import { wholeFlag } from "./whole-flag.ts";

/** `arxivlens graph ID`: the citation network around a paper. */
export const graphCommand: Command = {
  name: "graph",
  summary: "Print the citation network around a paper: roles, prior and derivative works, a path to another",
  usage: "ID [--limit N] [--to ID] [--format graphml|gexf] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    limit: { type: "text", value: "N", summary: "neighbours to show, the most cited first (default: 150)" },
    to: { type: "text", value: "ID", summary: "also the shortest way to this paper, directions ignored" },
    format: { type: "text", value: "FORMAT", summary: "for other programs: graphml or gexf, on standard output" },
  },
  operands: { least: 1, most: 1 },
  failure: "the paper has no citations in the store",
  async run(io, given, [id = ""]) {
    const limit = wholeFlag(io, given, "limit", 150, 1);
    if (limit === null) return exitCodes.usage;
    const name = given.text("format");
    const format = name === "graphml" || name === "gexf" ? graphFormats[name] : null;
    if (name !== null && format === null) {
      io.stderr.write(`--format ${name}: choose graphml or gexf\n`);
      return exitCodes.usage;
    }
    const target = given.text("to");
    await using opened = await openStarted(io, given);
    const { citations, papers: records, toldLists, works } = opened.store;
    // A record that is part of another work answers for that work.
    const key = await works.canonical(await foundKey(records, id));
    const ego = await egoNetwork(citations, key, limit);
    if (ego === null) {
      io.stderr.write(`${key} has no citations in the store ${opened.dataDir}\n`);
      if (given.has("json")) writeJson(io, { error: { code: "no-citations", message: `${key} has no citations` } });
      return exitCodes.failed;
    }
    const path =
      target === null
        ? undefined
        : await shortestPath(citations, key, await works.canonical(await foundKey(records, target)));
    const named = [...ego.nodes, ...ego.prior, ...ego.derivative].map((node) => node.key);
    const papers = await records.getMany([...named, ...(path ?? [])]);
    const titleOf = (other: string): string | null => {
      const title = papers.get(other)?.title;
      return title === undefined ? null : plainText(title);
    };
    const titled = (nodes: readonly { readonly key: string }[]): readonly object[] =>
      nodes.map((node) => ({ ...node, title: titleOf(node.key), year: papers.get(node.key)?.year ?? null }));
    if (format !== null)
      io.stdout.write(
        `${format.write(ego, (other) => ({ title: titleOf(other) ?? other, year: papers.get(other)?.year ?? null }))}\n`,
      );
    else if (given.has("json"))
      writeJson(io, {
        key,
        ...ego,
        nodes: titled(ego.nodes),
        prior: titled(ego.prior),
        derivative: titled(ego.derivative),
        lists: await toldLists.of(key),
        ...(path === undefined ? {} : { path: path?.map((other) => ({ key: other, title: titleOf(other) })) ?? null }),
      });
    else {
      for (const node of ego.nodes)
        io.stdout.write(`${node.role}\t${node.key}\t${node.citedBy}\t${titleOf(node.key) ?? ""}\n`);
      if (path !== undefined) io.stdout.write(`path\t${path?.join(" - ") ?? "none"}\n`);
      if (ego.rule !== null) io.stderr.write(`${ego.rule}\n`);
    }
    return exitCodes.ok;
  },
};
