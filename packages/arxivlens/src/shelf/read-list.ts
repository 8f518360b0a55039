import { bibtexList } from "./bibtex-list.ts";
import { cslList } from "./csl-list.ts";
import { idList } from "./id-list.ts";
import type { ReadList } from "./listed-work.ts";
import { risList } from "./ris-list.ts";

/**
 * Reads a list of papers in whatever it is written: BibTeX, RIS, CSL-JSON, or identifiers. What cannot be read is named
 * with its place and costs nothing else.
 */
export function readList(text: string): ReadList {
  const content = text.replace(/^\uFEFF/u, "");
  if (/^\s*[[{]/u.test(content)) return cslList(content);
  if (/^[ \t]*@\w+\s*[{(]/mu.test(content)) return bibtexList(content);
  if (/^TY {1,2}- ?/mu.test(content)) return risList(content);
  return idList(content);
}
