import type { CitationClaim, RelatedOrder, RelatedPage, WorkRole } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { relatedKeys } from "./related-order.ts";
import { workSummary } from "./work-summary.ts";

export interface RelatedRequest {
  readonly role: WorkRole;
  readonly order: RelatedOrder;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of who cites a paper, or of what it cites; only the works of that page are read. */
export async function relatedPage(
  library: Library,
  snapshot: Snapshot,
  key: string,
  { role, order, page, pageSize }: RelatedRequest,
): Promise<RelatedPage> {
  const { papers, citations, toldLists } = library.store;
  const all = await relatedKeys(library, snapshot, key, role, order);
  const keys = all.slice((page - 1) * pageSize, page * pageSize);
  const records = await papers.getMany(keys);
  const citedBy = await snapshot.citations.citedBy(keys);
  const edges = await citations.claims(keys.map((other) => (role === "citing" ? [other, key] : [key, other])));
  const claims = new Map<string, CitationClaim[]>(keys.map((other) => [other, []]));
  for (const { citing, cited, source, claimedOn = null, score = null } of edges)
    claims.get(role === "citing" ? citing : cited)?.push({ source, claimedOn, score });
  const told = (await toldLists.of(key)).flatMap(({ side, ...list }) =>
    side === (role === "citing" ? "citing" : "cited") ? [list] : [],
  );
  return {
    key,
    role,
    order,
    total: all.length,
    page,
    pageSize,
    pages: Math.ceil(all.length / pageSize),
    works: keys.map((other) => {
      const said = claims.get(other) ?? [];
      return {
        ...workSummary(other, records.get(other) ?? null, citedBy.get(other) ?? 0),
        role,
        edgeSources: said.map(({ source }) => source),
        claims: said,
      };
    }),
    lists: told,
  };
}
