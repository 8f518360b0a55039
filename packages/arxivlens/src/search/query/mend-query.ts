import { safeParseDoi } from "../../arxiv/doi.ts";
import { safeParseArxivId } from "../../arxiv/identifier.ts";
import { likelyArxivId } from "../../arxiv/likely-identifier.ts";
import type { QueryToken } from "./query-tokens.ts";

/** A query without some of its places, with single blanks where they were. */
export function withoutPlaces(query: string, places: readonly Pick<QueryToken, "start" | "end">[]): string {
  let rest = "";
  let at = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    rest += query.slice(at, Math.max(at, start));
    at = Math.max(at, end);
  }
  return `${rest}${query.slice(at)}`
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=\() | (?=\))/g, "")
    .trim();
}

/** As many of its first words as make at most `longest` characters; null where that is not one. */
export function firstWords(query: string, longest: number): string | null {
  const cut = query.slice(0, longest + 1).search(/\s\S*$/u);
  const words = query.slice(0, Math.max(0, cut)).trim();
  return words === "" ? null : words;
}

/** A query without what changes nothing: brackets around brackets, NOT before NOT, brackets without their partner. */
export function withoutNeedlessNesting(query: string, tokens: readonly QueryToken[]): string {
  const partner = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach(({ kind }, at) => {
    if (kind === "open") open.push(at);
    const opened = kind === "close" ? open.pop() : undefined;
    if (opened !== undefined) partner.set(opened, at);
  });
  const needless = new Set<number>(open);
  for (const [opened, closed] of partner)
    if (partner.get(opened + 1) === closed - 1) for (const at of [opened, closed]) needless.add(at);
  for (let at = 0; at + 1 < tokens.length; at++)
    if (tokens[at]?.kind === "not" && tokens[at + 1]?.kind === "not") {
      needless.add(at).add(at + 1);
      at++;
    }
  return withoutPlaces(
    query,
    tokens.filter((_, at) => needless.has(at)),
  );
}

/** A field and a value that it can have. */
export interface MeantIdentifier {
  readonly field: "id" | "doi";
  readonly value: string;
}

/**
 * What was probably meant by a value of `id:` or `doi:` that is none: the identifier it is nearly, a DOI where an id was
 * asked for and the other way round, or a DOI inside of an address; null when it is like nothing.
 */
export function meantIdentifier(value: string): MeantIdentifier | null {
  const id = safeParseArxivId(value);
  if (id.ok) return { field: "id", value: id.value.id };
  const doi = safeParseDoi(value) ?? safeParseDoi(/\b10\.\d{4,9}\/[^\s"]+/u.exec(value)?.[0] ?? "");
  if (doi !== null) return { field: "doi", value: `"${doi}"` };
  const likely = likelyArxivId(value);
  return likely === null ? null : { field: "id", value: likely };
}
