/** Identifiers inside running text, such as an entry of a reference list. */

import { safeParseArxivId } from "../identifier.ts";

// A bare number such as 1204.5678 may be anything, so it counts only after arXiv's name or the path of an address.
const newForm =
  /(?:arxiv|abs\/|pdf\/|e-?print)[\s:./,{}[\]=~\\]*(?:(?:arxiv|abs|pdf)[\s:./{}~]*)?(\d{4}\.\d{4,5})(?:v\d+)?(?![\d])/giu;
const oldForm = /(?<![\w-])([a-z]{2,8}(?:-[a-z]{1,4})?(?:\.[a-z]{2}(?:-[a-z]+)?)?\/\d{7})(?:v\d+)?(?!\d)/giu;
const doi = /(?<![\w.])10\.\d{4,9}\/[^\s"'<>{}|\\^`]+/gu;

/** Canonical arXiv ids in the order of the text, each once. */
export function arxivIdsIn(text: string): readonly string[] {
  const found = [...text.matchAll(newForm), ...text.matchAll(oldForm)].toSorted((a, b) => a.index - b.index);
  const ids = found.flatMap(([, candidate = ""]) => {
    const id = safeParseArxivId(candidate);
    return id.ok ? [id.value.id] : [];
  });
  return [...new Set(ids)];
}

/** DOIs in the order of the text, each once; those by which DataCite knows arXiv papers are left to `arxivIdsIn`. */
export function doisIn(text: string): readonly string[] {
  // TeX writes the underscore of a DOI with a backslash.
  const dois = [...text.replaceAll("\\_", "_").matchAll(doi)].map(([found]) => closed(found));
  return [...new Set(dois)].filter((found) => !found.startsWith("10.48550/"));
}

/** Without the punctuation that follows it; a bracket stays if it was opened inside. */
function closed(found: string): string {
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1] ?? "";
    const kept = found.slice(0, end);
    if (/[.,;:!?]/u.test(last)) continue;
    if (last === ")" && kept.split("(").length < kept.split(")").length) continue;
    if (last === "]" && kept.split("[").length < kept.split("]").length) continue;
    break;
  }
  return found.slice(0, end);
}
