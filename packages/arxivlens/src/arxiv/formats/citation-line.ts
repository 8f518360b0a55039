import { plainText } from "../latex-text.ts";
import type { Paper } from "../paper.ts";

/** A reference list names so many authors, then "et al.". */
const namedAuthors = 10;

/** A paper as a line of a reference list: authors, year, title, where it appeared, identifiers. */
export function citationLine(paper: Paper): string {
  return line(
    paper,
    (title) => title,
    (address) => address,
  );
}

/** The same in Markdown, with title and addresses as links. */
export function markdownLine(paper: Paper): string {
  const { arxivId, doi } = paper;
  const target = doi[0] === undefined ? (arxivId === null ? null : abs(arxivId)) : doiAddress(doi[0]);
  return line(
    paper,
    (title) => (target === null ? `*${escaped(title)}*` : `[${escaped(title)}](<${target}>)`),
    (address) => `<${address}>`,
  );
}

const abs = (id: string): string => `https://arxiv.org/abs/${id}`;
const doiAddress = (doi: string): string => `https://doi.org/${encodeURI(doi)}`;
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>]/gu, String.raw`\$&`);

function line(paper: Paper, title: (text: string) => string, address: (text: string) => string): string {
  const { authors, year, journalRef, arxivId, doi, withdrawn } = paper;
  const named = authors.length > namedAuthors + 1 ? authors.slice(0, namedAuthors) : authors;
  const people =
    named.length < authors.length
      ? `${named.join(", ")}, et al.`
      : named.length > 1
        ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`
        : (named[0] ?? "");
  const parts = [
    people,
    year === null ? "" : String(year),
    title(plainText(paper.title)),
    journalRef === null ? "" : plainText(journalRef),
    arxivId === null ? "" : `arXiv:${arxivId}`,
    ...(doi[0] === undefined ? [] : [address(doiAddress(doi[0]))]),
    ...(doi[0] === undefined && arxivId !== null ? [address(abs(arxivId))] : []),
    ...(withdrawn ? ["Withdrawn from arXiv"] : []),
  ].filter((part) => part !== "");
  // An address is not ended by a full stop that might be taken for a part of it.
  return parts.map((part, at) => (at === parts.length - 1 || /[.?!]$/u.test(part) ? part : `${part}.`)).join(" ");
}
