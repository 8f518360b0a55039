/**
 * White space as Python's `str.split` knows it, which published scores depend on: the information separators U+001C to
 * U+001F and NEL are in it, the byte order mark is not. JavaScript's `\s` differs in just these.
 */
const SPACE = "[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const LEADING = new RegExp(`^${SPACE}+`);
const RUN = new RegExp(`${SPACE}+`);
const RUNS = new RegExp(`${SPACE}+`, "g");
const ONE = new RegExp(SPACE);

/** The words between white space; none for text that holds nothing else. */
export function splitWords(text: string): string[] {
  const trimmed = trimEnd(trimStart(text));
  return trimmed === "" ? [] : trimmed.split(RUN);
}

/** The text without any white space. */
export function withoutWhiteSpace(text: string): string {
  return text.replace(RUNS, "");
}

export function trimStart(text: string): string {
  return text.replace(LEADING, "");
}

/** Cuts from the end by hand: a regular expression would try every run of spaces within the text. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ONE.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
