/** Address of the page about a paper of one's library. */
export const itemHref = (paper: string): string => `/library/item?paper=${encodeURIComponent(paper)}`;
