import { fieldOf } from "./query-fields.ts";
import { queryTokens, type QueryToken } from "./query-tokens.ts";

/** A condition of a query that stands beside its words and can be taken out. */
export interface TakenCondition {
  /** As it was typed, with its denial. */
  readonly condition: string;
  /** The query without it. */
  readonly query: string;
}

/**
 * Conditions of a readable query that are not words (`cat:`, `date:`, `licence:`, `is:`, `has:`) and that all matches
 * fulfil: those inside of brackets or beside an OR are left alone.
 */
export function takenConditions(query: string): readonly TakenCondition[] {
  const tokens = queryTokens(query);
  if (hasAlternatives(tokens)) return [];
  const taken: TakenCondition[] = [];
  let depth = 0;
  tokens.forEach((token, at) => {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    const value = tokens[at + 1];
    if (depth > 0 || token.kind !== "field" || value === undefined || value.kind === "open") return;
    const kind = fieldOf(token.text);
    if (kind === null || typeof kind === "object" || kind === "id" || kind === "doi") return;
    const before = tokens[at - 1];
    const start = before?.kind === "not" ? before.start : token.start;
    const rest = `${query.slice(0, start).replace(/\bAND\s*$/, "")} ${query.slice(value.end)}`;
    taken.push({ condition: query.slice(start, value.end), query: withoutOuterBrackets(rest) });
  });
  return taken;
}

/** The query with one more condition that all matches must fulfil. */
export function withCondition(query: string, condition: string): string {
  const typed = query.trim();
  if (typed === "") return condition;
  return hasAlternatives(queryTokens(typed)) ? `(${typed}) ${condition}` : `${typed} ${condition}`;
}

/** True when an OR stands outside of all brackets: what follows it would belong to its last part. */
function hasAlternatives(tokens: readonly QueryToken[]): boolean {
  let depth = 0;
  return tokens.some(({ kind }) => {
    if (kind === "open") depth++;
    if (kind === "close") depth--;
    return kind === "or" && depth === 0;
  });
}

/** What is left when a condition goes: single blanks, and no brackets around all of it. */
function withoutOuterBrackets(query: string): string {
  const tidy = query
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/^AND\s+/, "");
  const tokens = queryTokens(tidy);
  let depth = 0;
  const closedBefore = tokens.some(({ kind }, at) => {
    if (kind === "open") depth++;
    if (kind === "close") depth--;
    return depth === 0 && at < tokens.length - 1;
  });
  return tokens[0]?.kind === "open" && !closedBefore ? tidy.slice(1, -1).trim() : tidy;
}
