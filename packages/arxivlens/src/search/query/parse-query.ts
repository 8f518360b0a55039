import { firstWords, withoutNeedlessNesting, withoutPlaces } from "./mend-query.ts";
import { QueryError } from "./query-error.ts";
import { fieldNode, fieldOf, probableField, unknownField, wordsNode } from "./query-fields.ts";
import { queryTokens, type QueryToken } from "./query-tokens.ts";
import { allOf, anyOf, type QueryNode } from "./syntax.ts";

/** Longer queries are refused: nobody types them. */
const longestQuery = 2_000;
/** Brackets in brackets; deeper ones are refused before they exhaust the stack. */
const deepest = 50;
/** Room that a suggestion keeps for the quotes and brackets that closing it takes. */
const roomToClose = deepest + 2;
/** Faults of a query that are mended one after another before there is no suggestion. */
const mostFaults = deepest + 10;

/**
 * Reads a query. Words side by side must all occur; `OR` binds looser than that, `NOT` and a leading minus tighter than
 * both; brackets group, also after a field: `ti:(routing OR gating) -au:smith date:2016..2019`.
 *
 * @returns `everything` for an empty query
 * @throws {QueryError} with the place of the first fault, and a query that can be read where one is probably meant
 */
export function parseQuery(query: string): QueryNode {
  try {
    return read(query);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(error.message, error.position, error.length, readable(error.suggestion));
  }
}

/** A suggestion mends one fault; the others of the same query are mended after it. */
function readable(suggestion: string | null): string | null {
  let query = suggestion;
  for (let mended = 0; query !== null && mended < mostFaults; mended++)
    try {
      read(query);
      return query;
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      query = error.suggestion;
    }
  return null;
}

function read(query: string): QueryNode {
  if (query.length > longestQuery)
    throw new QueryError(
      `the query has ${query.length.toLocaleString("en-US")} characters; at most ${longestQuery.toLocaleString("en-US")} are read`,
      longestQuery,
      query.length - longestQuery,
      firstWords(query, longestQuery - roomToClose),
    );
  return new QueryParser(query, queryTokens(query)).whole();
}

class QueryParser {
  readonly #query: string;
  readonly #tokens: readonly QueryToken[];
  #next = 0;

  constructor(query: string, tokens: readonly QueryToken[]) {
    this.#query = query;
    this.#tokens = tokens;
  }

  whole(): QueryNode {
    const node = this.#alternatives(null, 0);
    const rest = this.#tokens[this.#next];
    // Only a bracket that was never opened can be left.
    if (rest !== undefined) throw this.#fault("this bracket was never opened", rest, this.#without(rest));
    return node ?? { kind: "everything" };
  }

  /** Conditions joined by OR, until a closing bracket or the end; null when there are none. */
  #alternatives(field: QueryToken | null, depth: number): QueryNode | null {
    const children: QueryNode[] = [];
    for (;;) {
      const all = this.#conjunction(field, depth);
      const operator = this.#tokens[this.#next];
      if (operator?.kind !== "or") {
        if (all !== null) children.push(all);
        else if (children.length > 0)
          throw this.#fault("OR needs a condition on both sides", this.#tokens[this.#next - 1], null);
        break;
      }
      if (all === null) throw this.#fault("OR needs a condition on both sides", operator, this.#without(operator));
      children.push(all);
      this.#next++;
      if (this.#tokens[this.#next] === undefined)
        throw this.#fault("OR needs a condition on both sides", operator, this.#without(operator));
    }
    return children.length === 0 ? null : anyOf(children);
  }

  #conjunction(field: QueryToken | null, depth: number): QueryNode | null {
    const children: QueryNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined || token.kind === "or" || token.kind === "close") break;
      if (token.kind === "and") {
        const following = this.#tokens[this.#next + 1];
        if (children.length === 0 || following === undefined || following.kind === "close" || following.kind === "or")
          throw this.#fault("AND needs a condition on both sides", token, this.#without(token));
        this.#next++;
        continue;
      }
      const node = this.#condition(field, depth);
      if (node !== null) children.push(node);
    }
    return children.length === 0 ? null : allOf(children);
  }

  /** One condition; null for a word without letters, such as a lone dash. */
  #condition(field: QueryToken | null, depth: number): QueryNode | null {
    const token = this.#take();
    if (depth > deepest)
      throw this.#fault(
        `brackets and NOT may be nested ${deepest} deep`,
        token,
        withoutNeedlessNesting(this.#query, this.#tokens),
      );
    if (token.kind === "not") return this.#denied(token, field, depth);
    if (token.kind === "open") return this.#group(token, field, depth);
    if (token.kind === "field") return this.#fielded(token, depth);
    if (field === null) return wordsNode("any", token.text);
    return fieldNode(this.#kindOf(field), { name: field.text, value: token, places: [token] }, this.#query);
  }

  #denied(token: QueryToken, field: QueryToken | null, depth: number): QueryNode | null {
    const following = this.#tokens[this.#next];
    if (following === undefined || following.kind === "and" || following.kind === "or" || following.kind === "close")
      throw this.#fault("NOT needs a condition after it", token, this.#without(token));
    const child = this.#condition(field, depth + 1);
    return child === null ? null : { kind: "not", child };
  }

  #group(token: QueryToken, field: QueryToken | null, depth: number): QueryNode | null {
    const node = this.#alternatives(field, depth + 1);
    if (this.#tokens[this.#next]?.kind !== "close")
      throw this.#fault("this bracket is never closed", token, `${this.#query.trimEnd()})`);
    this.#next++;
    return node;
  }

  #fielded(token: QueryToken, depth: number): QueryNode | null {
    const kind = fieldOf(token.text);
    const following = this.#tokens[this.#next];
    if (kind === null) {
      const meant = token.attached ? probableField(token.text) : null;
      if (meant !== null)
        throw this.#fault(
          `there is no field "${token.text}"; did you mean ${meant}: ?`,
          token,
          this.#query.slice(0, token.start) + meant + this.#query.slice(token.start + token.text.length),
        );
      const unknown = token.attached ? unknownField(token.text, this.#query.slice(token.end)) : null;
      if (unknown !== null)
        throw this.#fault(unknown, token, `${this.#query.slice(0, token.end)} ${this.#query.slice(token.end)}`);
      // "Foo: bar" is the beginning of many titles.
      return wordsNode("any", token.text);
    }
    const value = following?.kind;
    if (
      value === undefined ||
      value === "close" ||
      value === "and" ||
      value === "or" ||
      value === "field" ||
      value === "not"
    )
      throw this.#fault(
        `${token.text}: needs a value after it`,
        token,
        withoutPlaces(this.#query, [...this.#denialsBefore(this.#next - 1), token]),
      );
    if (value === "open") return this.#group(this.#take(), token, depth);
    const denials = this.#denialsBefore(this.#next - 1);
    const taken = this.#take();
    return fieldNode(kind, { name: token.text, value: taken, places: [...denials, token, taken] }, this.#query);
  }

  #kindOf(field: QueryToken): NonNullable<ReturnType<typeof fieldOf>> {
    return fieldOf(field.text) ?? { words: "any" };
  }

  #take(): QueryToken {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new QueryError("the query ends too early", this.#query.length, 0, null);
    this.#next++;
    return token;
  }

  #fault(message: string, token: QueryToken | undefined, suggestion: string | null): QueryError {
    const start = token?.start ?? this.#query.length;
    return new QueryError(`${message} (character ${start + 1})`, start, (token?.end ?? start) - start, suggestion);
  }

  /** Every NOT before a condition: without it they would deny the next one. */
  #denialsBefore(at: number): readonly QueryToken[] {
    const others = this.#tokens.slice(0, at).findLastIndex(({ kind }) => kind !== "not");
    return this.#tokens.slice(others + 1, at);
  }

  /** The query without a token, for the suggestion. */
  #without(token: QueryToken): string {
    return withoutPlaces(this.#query, [token]);
  }
}
