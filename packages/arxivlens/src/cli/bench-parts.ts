import { parseOaiAnswer } from "../arxiv/records/oai-answer.ts";
import type { Paper } from "../arxiv/paper.ts";
import { buildCitationGraph } from "../graph/citation-graph.ts";
import { graphNeighbours } from "../graph/graph-neighbours.ts";
import { egoNetwork } from "../graph/ego-network.ts";
import { seededRandom } from "../graph/seeded-random.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * Records a second of an OAI-PMH answer of 2,000 `arXivRaw` records made of these papers: the median of fifteen, after three to
 * warm up.
 */
export function oaiBench(papers: readonly Paper[]): { readonly rate: number } {
  const records = Array.from({ length: 2_000 }, (_, at) => papers[at % Math.max(1, papers.length)]).flatMap((paper) =>
    paper === undefined
      ? []
      : `<record><header><identifier>oai:arXiv.org:${paper.key}</identifier><datestamp>2024-01-02</datestamp><setSpec>cs</setSpec></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${paper.key}</id><submitter>Ada Example</submitter><version version="v1"><date>Mon, 15 Jan 2024 18:00:01 GMT</date><size>14kb</size></version><title>${escaped(paper.title)}</title><authors>${escaped(paper.authors.join(", "))}</authors><categories>${paper.categories.join(" ")}</categories><abstract>${escaped(paper.abstract ?? "")}</abstract></arXivRaw></metadata></record>`,
  );
  const xml = `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-02T00:00:00Z</responseDate><request verb="ListRecords">http://example.org</request><ListRecords>${records.join("")}</ListRecords></OAI-PMH>`;
  const rates = Array.from({ length: 18 }, () => {
    const begun = performance.now();
    const { records: parsed } = parseOaiAnswer(xml);
    return (parsed.length / (performance.now() - begun)) * 1000;
  });
  return { rate: rates.slice(3).toSorted((a, b) => a - b)[7] ?? 0 };
}

/** Milliseconds for the ego network of a work that 50,000 invented works cite, which cite ten more each; the worst of five. */
export async function graphBench(): Promise<number> {
  const random = seededRandom(1);
  const citers = 50_000;
  const edges = Array.from({ length: citers }, (_, citer) => [
    { citing: `c${citer}`, cited: "center" },
    ...Array.from({ length: 10 }, () => ({ citing: `c${citer}`, cited: `c${Math.floor(citers * random() ** 3)}` })),
  ]).flat();
  const citations = graphNeighbours(buildCitationGraph(edges));
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const begun = performance.now();
    await egoNetwork(citations, "center", 150);
    times.push(performance.now() - begun);
  }
  return Math.max(...times);
}
