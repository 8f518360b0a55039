import { countOf, formatCount } from "../text/figures.ts";

/** Words of a work wherever it is listed. */
export const workWords = {
  noAuthors: "Authors not known",
  moreAuthors: (count: number): string => ` and ${formatCount(count)} more`,
  withOthers: (first: string): string => `${first} and others`,
  withdrawn: "withdrawn",
  comments: "Comments:",
  citationsHere: (count: number): string => `${countOf(count, "citation", "citations")} here`,
} as const;
