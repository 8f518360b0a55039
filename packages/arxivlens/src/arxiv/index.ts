// The record
export {
  paperOf,
  type CitationEdge,
  type CitationChange,
  type CitationPairs,
  type Paper,
  type PaperFacts,
  type PaperVersion,
} from "./paper.ts";
export {
  keyedNeighbours,
  type CitationNeighbours,
  type CitationSide,
  type NumberedNeighbours,
} from "./citation-neighbours.ts";
export { ArxivLensError, type Result } from "./errors.ts";

// Identifiers, categories, licences
export {
  acceptedIdForms,
  ArxivIdError,
  arxivIdSortKey,
  parseArxivId,
  safeParseArxivId,
  type ArxivId,
  type ArxivIdIssue,
} from "./identifier.ts";
export { activeCategories } from "./category-names.ts";
export { canonicalCategory, categoryName, isCategory } from "./taxonomy.ts";
export { foldDoi, safeParseDoi, splitDois } from "./doi.ts";
export { findLicence, knownLicences, licenseName, type Licence } from "./licence.ts";

// Text with LaTeX in it
export type { RichText, TextSegment } from "./rich-text.ts";
export { decodeAccents } from "./latex-accents.ts";
export { plainText, proseSource, proseText, richText, unwrap } from "./latex-text.ts";
export { splitSentences } from "./sentences.ts";

// Answers of arXiv
export { parseAtomFeed, type AtomFeed, type AtomFeedError } from "./atom-feed.ts";
export { childrenNamed, childText, parseXml, XmlError, type XmlElement } from "./xml-tree.ts";

// For reference managers
export { bibtex, bibtexKey } from "./bibtex.ts";
