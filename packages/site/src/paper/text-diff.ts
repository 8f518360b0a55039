import type { RichText } from "arxivlens/api";
import { diffArrays } from "diff";

/** A stretch of two texts: in both, in the later only, in the earlier only. */
export interface DiffRun {
  readonly kind: "same" | "added" | "removed";
  readonly text: RichText;
}

/** A word, the blank after one, or a formula as a whole: the last is read and changed as one thing. */
type Token = RichText[number];

/** What changed between two texts, by words. */
export function diffTexts(from: RichText, to: RichText): readonly DiffRun[] {
  const changes = diffArrays([...tokens(from)], [...tokens(to)], { comparator: (a, b) => keyOf(a) === keyOf(b) });
  return bridged(
    changes.map(({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value,
    })),
  ).map(({ kind, text }) => ({ kind, text: joined(text) }));
}

/** What changed between two lists of names: each stands or falls as one. */
export function diffLists(
  from: readonly string[],
  to: readonly string[],
): readonly { readonly kind: DiffRun["kind"]; readonly name: string }[] {
  return diffArrays([...from], [...to]).flatMap(({ added, removed, value }) =>
    value.map((name) => ({
      kind: added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const),
      name,
    })),
  );
}

/** Words that one side has and the other lacks. */
export function countWords(runs: readonly DiffRun[], kind: DiffRun["kind"]): number {
  return runs
    .filter((run) => run.kind === kind)
    .flatMap(({ text }) => tokens(text))
    .filter((token) => token.kind === "math" || /\S/u.test(token.text)).length;
}

function tokens(text: RichText): readonly Token[] {
  return text.flatMap((segment): readonly Token[] =>
    segment.kind === "math"
      ? [segment]
      : segment.text
          .split(/(\s+)/u)
          .filter((part) => part !== "")
          .map((part) => ({ kind: "text", text: part })),
  );
}

// How lines are wrapped is no change.
const keyOf = (token: Token): string =>
  token.kind === "math"
    ? `$${token.tex}`
    : /^\s+$/u.test(token.text)
      ? token.text.includes("\n\n")
        ? "\n\n"
        : " "
      : token.text;

interface TokenRun {
  readonly kind: DiffRun["kind"];
  readonly text: readonly Token[];
}

/** A blank between two changes is part of them, or a rewritten sentence would come in pieces of one word. */
function bridged(runs: readonly TokenRun[]): readonly TokenRun[] {
  const whole: TokenRun[] = [];
  let removed: Token[] = [];
  let added: Token[] = [];
  const flush = (): void => {
    if (removed.length > 0) whole.push({ kind: "removed", text: removed });
    if (added.length > 0) whole.push({ kind: "added", text: added });
    [removed, added] = [[], []];
  };
  runs.forEach(({ kind, text }, at) => {
    const [only] = text;
    const isBlank = text.length === 1 && only?.kind === "text" && only.text.trim() === "";
    const isBetween = removed.length + added.length > 0 && at < runs.length - 1;
    if (kind === "removed") removed.push(...text);
    else if (kind === "added") added.push(...text);
    else if (isBlank && isBetween) {
      removed.push(...text);
      added.push(...text);
    } else {
      flush();
      whole.push({ kind, text });
    }
  });
  flush();
  return whole;
}

/** Neighbouring words as one text again. */
function joined(parts: readonly Token[]): RichText {
  const text: Token[] = [];
  for (const token of parts) {
    const last = text.at(-1);
    if (token.kind === "text" && last?.kind === "text")
      text[text.length - 1] = { kind: "text", text: last.text + token.text };
    else text.push(token);
  }
  return text;
}
