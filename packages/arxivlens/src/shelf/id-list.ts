import { safeParseArxivId } from "../arxiv/identifier.ts";
import { doisIn } from "../arxiv/references/cited-identifiers.ts";
import { excerpt, partedList, type ListedWork, type ReadList, type UnreadableLine } from "./listed-work.ts";

/** Identifiers and addresses, one or several a line; `#` begins a remark. */
export function idList(text: string): ReadList {
  return partedList(
    "ids",
    text.split(/\r\n?|\n/u).flatMap((written, index) => {
      const line = written.replace(/(?:^|\s)#(?:\s.*|$)/u, "").trim();
      return line === "" ? [] : worksOfLine(line, `line ${index + 1}`);
    }),
  );
}

function worksOfLine(line: string, place: string): readonly (ListedWork | UnreadableLine)[] {
  const whole = workOfToken(line, place, line);
  if (whole !== null) return [whole];
  const tokens = line.split(/[\s,;|]+/u).filter((token) => token !== "");
  const works = tokens.map((token) => workOfToken(token, place, token));
  const read = works.filter((work) => work !== null);
  if (read.length === 0) return [{ place, text: excerpt(line), reason: "there is no arXiv id or DOI in it" }];
  // Mostly other words: prose around an identifier.
  if (2 * read.length < works.length) return read;
  return works.map(
    (work, at) => work ?? { place, text: excerpt(tokens[at] ?? ""), reason: "it is neither an arXiv id nor a DOI" },
  );
}

function workOfToken(token: string, place: string, text: string): ListedWork | null {
  const unknown = { place, text: excerpt(text), title: null, authors: [], year: null };
  const id = safeParseArxivId(token);
  if (id.ok) return { ...unknown, arxivId: id.value.id, doi: null };
  const [doi] = /\s/u.test(token) ? [] : doisIn(token);
  return doi === undefined ? null : { ...unknown, arxivId: null, doi };
}
