import { QueryError } from "./query-error.ts";

export type QueryTokenKind = "open" | "close" | "and" | "or" | "not" | "field" | "word" | "phrase" | "range";

/** One piece of a query as it was typed. */
export interface QueryToken {
  readonly kind: QueryTokenKind;
  /** Content without quotes, brackets or colon. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a `field`: its value follows without a blank. */
  readonly attached: boolean;
}

const operators: Readonly<Record<string, QueryTokenKind>> = { AND: "and", OR: "or", NOT: "not", ANDNOT: "not" };

/**
 * Cuts a query into tokens. A minus at the beginning of a word denies it; inside a word it joins.
 *
 * @throws {QueryError} for a quote or bracket that is never closed
 */
export function queryTokens(query: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  let position = 0;
  const push = (kind: QueryTokenKind, text: string, end: number, attached = false): void => {
    tokens.push({ kind, text, start: position, end, attached });
    position = end;
  };
  const closing = (mark: string, name: string): number => {
    const end = query.indexOf(mark, position + 1);
    if (end >= 0) return end;
    throw new QueryError(
      `the ${name} at character ${position + 1} is never closed`,
      position,
      query.length - position,
      `${query.trimEnd()}${mark}`,
    );
  };
  while (position < query.length) {
    const character = query[position] ?? "";
    const before = tokens.at(-1);
    // What follows a field's colon is its value, even where it looks like an operator or another field.
    const isValue = before?.kind === "field" && before.end === position;
    if (/\s/.test(character)) position++;
    else if (character === "(") push("open", "(", position + 1);
    else if (character === ")") push("close", ")", position + 1);
    else if (character === '"') {
      const end = closing('"', "quotation mark");
      push("phrase", query.slice(position + 1, end), end + 1);
    } else if (character === "[" && before?.kind === "field") {
      const end = closing("]", "bracket");
      push("range", query.slice(position + 1, end), end + 1);
    } else if (character === "-" && !isValue && /[^\s-]/.test(query[position + 1] ?? ""))
      push("not", "-", position + 1);
    else {
      const [word = character] = /^[^\s()"]+/.exec(query.slice(position)) ?? [];
      const field = isValue ? null : /^(\p{L}+):/u.exec(word);
      const name = field?.[1];
      const operator = !isValue && Object.hasOwn(operators, word) ? operators[word] : undefined;
      if (operator !== undefined) push(operator, word, position + word.length);
      else if (field !== null && name !== undefined) {
        const end = position + field[0].length;
        push("field", name, end, /\S/.test(query[end] ?? ""));
      } else push("word", word, position + word.length);
    }
  }
  return tokens;
}
