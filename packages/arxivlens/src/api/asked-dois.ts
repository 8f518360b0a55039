import { safeParseDoi } from "../arxiv/doi.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import type { PaperStore } from "../store/paper-store.ts";

/** What a text says that is nothing but an identifier. */
export interface AskedIdentifier {
  /** As it is told to people: `arXiv:2204.08396`, `DOI 10.1000/182`. */
  readonly name: string;
  /** Null where no paper here has it. */
  readonly key: string | null;
}

/** The paper that a text names by an arXiv id or a DOI, in any accepted form; null for any other text. */
export async function askedIdentifier(papers: PaperStore, text: string): Promise<AskedIdentifier | null> {
  const id = safeParseArxivId(text);
  if (id.ok) return { name: `arXiv:${id.value.id}`, key: (await papers.get(id.value.id))?.key ?? null };
  const doi = safeParseDoi(text);
  return doi === null ? null : { name: `DOI ${doi}`, key: await keyOfDoi(papers, doi) };
}

/** The work that a DOI belongs to here, or null. */
export async function keyOfDoi(papers: PaperStore, doi: string): Promise<string | null> {
  const key = (await papers.byDois([doi])).get(doi);
  // A record that is part of another work is shown under that one.
  return key === undefined ? null : ((await papers.get(key))?.key ?? null);
}

/** A query whose DOIs are those of papers here become the papers' identifiers. */
export async function withKnownDois(papers: PaperStore, query: QueryNode): Promise<QueryNode> {
  const dois = doisOf(query);
  if (dois.length === 0) return query;
  const keys = await papers.byDois(dois);
  const resolved = (node: QueryNode): QueryNode => {
    if (node.kind === "id") return { kind: "id", id: keys.get(node.id) ?? node.id };
    if (node.kind === "not") return { kind: "not", child: resolved(node.child) };
    if (node.kind === "and" || node.kind === "or") return { kind: node.kind, children: node.children.map(resolved) };
    return node;
  };
  return resolved(query);
}

function doisOf(query: QueryNode): readonly string[] {
  if (query.kind === "id") return query.id.startsWith("10.") ? [query.id] : [];
  if (query.kind === "not") return doisOf(query.child);
  return query.kind === "and" || query.kind === "or" ? query.children.flatMap(doisOf) : [];
}
