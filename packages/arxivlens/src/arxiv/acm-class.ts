/** A code of ACM's classification of 1998: a letter, then numbers, or `m` for miscellaneous. */
const acmCode = /^[A-K](?:\.\d|\.m|$)/u;

/** The ACM class of a record: arXiv puts MSC codes in its place at times, and those are not shown as one. */
export const shownAcmClass = ({ acmClass }: { readonly acmClass: string | null }): string | null =>
  acmClass !== null && acmCode.test(acmClass) ? acmClass : null;
