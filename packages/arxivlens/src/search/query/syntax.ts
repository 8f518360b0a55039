/** Where words must stand; `any` is title, authors, abstract or comments. */
export type WordField = "any" | "title" | "author" | "abstract" | "comments";

/** One word, or several side by side, in the index's spelling: lower-case, without accents. */
export interface WordsNode {
  readonly kind: "words";
  readonly field: WordField;
  /** At least one. */
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly prefix: boolean;
}

/** A category (`cs.CL`), or every category of an archive (`cs`). */
export interface CategoryNode {
  readonly kind: "category";
  /** Lower-case. */
  readonly category: string;
}

/** One paper by its canonical id, or by a DOI, which matches nothing until whoever holds the papers has looked it up. */
export interface IdNode {
  readonly kind: "id";
  readonly id: string;
}

/** First submitted on one of these days, both included; null where the range is open. */
export interface DateNode {
  readonly kind: "date";
  /** `YYYY-MM-DD`. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Papers with a property: withdrawn, a link to code in abstract or comments, an abstract at all. */
export interface PropertyNode {
  readonly kind: "property";
  readonly property: "withdrawn" | "code" | "abstract";
}

/** Papers under a licence, by its name as `licenceToken` spells it: `ccby`. */
export interface LicenceNode {
  readonly kind: "licence";
  readonly licence: string;
}

/** A node that decides by itself, without children. */
export type LeafNode = WordsNode | CategoryNode | IdNode | DateNode | PropertyNode | LicenceNode;

/** What a reader asks for, as a tree. `and` and `or` have at least two children. */
export type QueryNode =
  | LeafNode
  | { readonly kind: "everything" }
  | { readonly kind: "and"; readonly children: readonly QueryNode[] }
  | { readonly kind: "or"; readonly children: readonly QueryNode[] }
  | { readonly kind: "not"; readonly child: QueryNode };

/** The words that a match should be ranked and highlighted by: all that are not denied. */
export function wantedWords(query: QueryNode): readonly WordsNode[] {
  if (query.kind === "words") return [query];
  return query.kind === "and" || query.kind === "or" ? query.children.flatMap(wantedWords) : [];
}

/** All of several conditions: the one itself, or a conjunction. */
export function allOf(children: readonly QueryNode[]): QueryNode {
  const [only, second] = children;
  if (only === undefined) return { kind: "everything" };
  return second === undefined ? only : { kind: "and", children };
}

/** At least one of several conditions, of which there must be one. */
export function anyOf(children: readonly QueryNode[]): QueryNode {
  const [only, second] = children;
  if (only === undefined) return { kind: "not", child: { kind: "everything" } };
  return second === undefined ? only : { kind: "or", children };
}
