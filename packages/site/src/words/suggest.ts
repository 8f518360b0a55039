/** Words of the list under the search box; they travel to the browser, so they stand alone. */
export const suggestWords = {
  list: "Suggestions",
  papers: (papers: number): string => (papers === 1 ? "1 paper" : `${papers.toLocaleString("en-GB")} papers`),
  count: (options: number): string => (options === 1 ? "1 suggestion" : `${options} suggestions`),
} as const;
