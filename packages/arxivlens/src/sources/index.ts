// Data that is on this machine.
export { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
export type { Corpus, CorpusEntry } from "./corpus.ts";
export { detectCorpus } from "./corpus-folder.ts";
export { parseStarterSet } from "./starter-set.ts";
export { SourceError } from "./errors.ts";

// Upstream services, one client each.
export {
  request,
  patient,
  type RequestLimiter,
  type RetryPolicy,
  type Upstream,
  type UpstreamIssue,
  type UpstreamRequest,
  type UpstreamTools,
} from "./upstream-client.ts";
export { arxivBatchSize, arxivUpstream, fetchArxivRecords, type ArxivRecords } from "./arxiv-query.ts";
export {
  fetchOpenAlexWorks,
  openAlexBatchSize,
  openAlexUpstream,
  parseOpenAlexPage,
  type OpenAlexWork,
} from "./openalex.ts";

// Addresses that readers give.
export { publicAddress, type AddressIssue, type PublicAddress } from "./public-address.ts";
