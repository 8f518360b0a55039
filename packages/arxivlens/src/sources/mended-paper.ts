import type { Paper } from "../arxiv/paper.ts";

/** A paper fit to be stored, and what had to be done to it. */
export interface MendedPaper {
  readonly paper: Paper;
  /** For people; absent when nothing was wrong. */
  readonly repaired?: string;
}

/** Control signs as JSON writes them, tab and ends of lines left out. */
const escapedControl = /\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)/iu;
// oxlint-disable-next-line no-control-regex -- those are what is to go
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;
const replacement = "\uFFFD";

/** Whether what papers are read from may hold what they should not: most texts do not, and need no closer look. */
export const needsMending = (text: string): boolean => text.includes(replacement) || escapedControl.test(text);

/** A paper without control signs, which neither feeds nor graph files may hold, and a word on bytes that were lost. */
export function mendedPaper(paper: Paper): MendedPaper {
  const clean = withoutControls(paper) as Paper;
  const reasons = [
    ...(JSON.stringify(clean) === JSON.stringify(paper) ? [] : ["control characters were left out"]),
    ...(JSON.stringify(clean).includes(replacement) ? ["bytes that are no text stand as U+FFFD"] : []),
  ];
  return reasons.length === 0 ? { paper } : { paper: clean, repaired: `${paper.key}: ${reasons.join("; ")}` };
}

function withoutControls(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(controls, "");
  if (Array.isArray(value)) return value.map(withoutControls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutControls(each)]));
}
