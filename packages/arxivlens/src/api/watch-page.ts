import type { Watch } from "../shelf/watch.ts";
import { hrefOf } from "./work-summary.ts";

/** Path of the page that shows a list. */
export function watchPage({ kind, value }: Watch): string {
  switch (kind) {
    case "search":
      return searchPath(value);
    case "category":
      return searchPath(`cat:${value}`);
    case "author":
      return searchPath(`au:"${value.replaceAll('"', " ")}"`);
    case "term":
      return searchPath(`"${value.replaceAll('"', " ")}"`);
    case "citations":
      return `${hrefOf(value)}#works`;
    default:
      return kind satisfies never;
  }
}

const searchPath = (query: string): string => `/search?q=${encodeURIComponent(query)}`;
