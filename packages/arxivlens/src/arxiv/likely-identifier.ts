import { safeParseArxivId } from "./identifier.ts";

/**
 * The identifier that was probably meant by one that cannot be read; null when there is no likely one. A suggestion is
 * to be confirmed by whoever typed it, never followed.
 */
export function likelyArxivId(input: string): string | null {
  if (input.length > 200) return null;
  const text = input
    .normalize("NFKC")
    .trim()
    .replaceAll(/\s+/gu, "")
    .replace(/^(?:https?:\/\/)?[^/]*arxiv[^/]*\/(?:abs|pdf|html)\//iu, "");
  for (const candidate of [text, asDigits(text)]) {
    for (const guess of guesses(candidate)) {
      const parsed = safeParseArxivId(guess);
      if (parsed.ok) return parsed.value.id;
    }
  }
  return null;
}

/** Letters that are typed, or read from paper, for digits. */
const asDigits = (text: string): string =>
  text.replace(/^(?:arxiv:?)?(?=[\dOoIl]{2})[\dOoIl.,:;_/-]+/iu, (part) =>
    part.replaceAll(/[Oo]/gu, "0").replaceAll(/[Il]/gu, "1"),
  );

function guesses(text: string): readonly string[] {
  const found = [text];
  const old = /([a-z-]+(?:\.[a-z]{2})?)[/.:_-]?(\d{7})(?!\d)/iu.exec(text);
  if (old !== null) found.push(`${old[1]}/${old[2]}`);
  const parts = /(?<!\d)(\d{4})[.,:;_/-]?(\d{1,5})(?!\d)/u.exec(text);
  if (parts !== null) {
    const [, month = "", number = ""] = parts;
    const digits = Number(month) <= 1412 ? 4 : 5;
    found.push(`${month}.${number}`, `${month}.${number.padStart(digits, "0")}`);
    if (number.length > digits && number.startsWith("0")) found.push(`${month}.${number.slice(1)}`);
  }
  return found;
}
