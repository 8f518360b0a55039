/** Words of what stands around every page: masthead, search box, footer, keys. */
export const frameWords = {
  skip: "Skip to the content",
  toDark: "Switch to the dark theme",
  toLight: "Switch to the light theme",
  searchRegionLarge: "Papers",
  searchRegionSmall: "All papers",
  searchLabel: "Search by arXiv id, title words or author",
  searchHintSmall: "id, title words, author",
  searchHintLarge: "2204.08396, stable routing, or Sui",
  search: "Search",
  fetchedLabel: "Records fetched",
  fetchedOf: (fetched: number, wanted: number): string => `${fetched} of ${wanted}`,
  licence:
    "Descriptive metadata of arXiv papers is in the public domain (CC0 1.0); each paper keeps its own licence. We thank arXiv for keeping its metadata open to everyone. ArxivLens is independent of arXiv and not endorsed by it.",
  alone: "This page was made by this machine alone: no third-party request, nothing about your reading leaves it.",
  privacy: "What is kept about you",
  ways: "More of this instance",
  categories: "Categories",
  map: "Map of several papers",
  coverage: "Coverage",
  keys: "Keys",
} as const;

/** What each key does, for the card that `?` opens. */
export const keyWords = {
  heading: "Keys",
  close: "Close",
  keys: [
    ["/", "go to the search box"],
    ["j", "next paper of a list"],
    ["k", "paper before it"],
    ["Enter", "open the paper"],
    ["?", "show or hide this card"],
    ["Esc", "close suggestions or this card"],
  ],
} as const;
