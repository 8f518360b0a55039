import type { QueryNode, WordField } from "./syntax.ts";

const fieldPrefix: Readonly<Record<WordField, string>> = {
  any: "",
  title: "ti:",
  author: "au:",
  abstract: "abs:",
  comments: "comments:",
};

/** A query that `parseQuery` reads back as the same tree. */
export function formatQuery(query: QueryNode): string {
  switch (query.kind) {
    case "everything":
      return "";
    case "words": {
      const text = `${query.words.join(" ")}${query.prefix ? "*" : ""}`;
      return `${fieldPrefix[query.field]}"${text}"`;
    }
    case "category":
      return `cat:${query.category}`;
    case "id":
      return query.id.startsWith("10.") ? `doi:"${query.id}"` : `id:${query.id}`;
    case "date":
      return `date:${query.from ?? ""}..${query.to ?? ""}`;
    case "property":
      return query.property === "withdrawn" ? "is:withdrawn" : `has:${query.property}`;
    case "licence":
      return `licence:${query.licence}`;
    case "not":
      return `NOT ${bracketed(query.child)}`;
    case "and":
      return query.children.map(bracketed).join(" ");
    case "or":
      return query.children.map(bracketed).join(" OR ");
    default:
      return query satisfies never;
  }
}

const bracketed = (query: QueryNode): string =>
  query.kind === "and" || query.kind === "or" ? `(${formatQuery(query)})` : formatQuery(query);
