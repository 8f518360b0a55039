import type { DistinctiveTerm } from "arxivlens/api";

import { formatCount } from "../text/figures.ts";

export const chartWords = {
  numbers: "Years as a table",
  year: "Year",
  contrast: ({ papers, read, elsewhere, readElsewhere }: Omit<DistinctiveTerm, "term">): string =>
    `${formatCount(papers)} of ${formatCount(read)}; ${formatCount(elsewhere)} of ${formatCount(readElsewhere)}`,
} as const;
