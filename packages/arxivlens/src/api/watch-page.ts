import type { Watch } from "../shelf/watch.ts";
import { hrefOf } from "./work-summary.ts";

/** Path of the page that shows a list. */
export function watchPage({ kind, value }: Watch): string {
  const name = encodeURIComponent(value);
  switch (kind) {
    case "search":
      return `/search?q=${name}`;
    case "category":
    case "author":
    case "term":
      return `/${kind}/${name}`;
    case "citations":
      return `${hrefOf(value)}#works`;
    default:
      return kind satisfies never;
  }
}
