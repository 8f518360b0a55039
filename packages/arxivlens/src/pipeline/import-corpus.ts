import type { CitationEdge, Paper } from "../arxiv/paper.ts";
import { doiEnd } from "../arxiv/references/citation-pairs.ts";
import type { Corpus, CorpusEntry } from "../sources/corpus.ts";
import type { ImportState, SkippedLine } from "../store/import-ledger.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { PaperStore } from "../store/paper-store.ts";
import { later } from "../store/merged-paper.ts";
import { paceOf } from "./pace.ts";

/** Where a running import stands. */
export interface ImportProgress {
  readonly source: string;
  readonly papers: number;
  readonly citations: number;
  readonly skipped: number;
  /** 0 to 1, by bytes of the corpus. */
  readonly share: number;
  readonly entriesPerSecond: number;
  /** Null until there is something to estimate from. */
  readonly etaSeconds: number | null;
}

export interface ImportReport {
  readonly state: ImportState;
  /** `already-loaded`: nothing has changed since a finished import; `stopped`: goes on at the next start. */
  readonly outcome: "loaded" | "already-loaded" | "stopped";
}

export interface ImportOptions {
  readonly corpus: Corpus;
  readonly store: LibraryStore;
  readonly nowMs: () => number;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  /** Entries in one transaction. */
  readonly batchSize?: number;
}

/** The list of skipped lines is for people; beyond this many only the count grows. */
const listedLines = 1_000;

/**
 * Loads a corpus once. Each batch and the position after it are one transaction, so a killed import goes on where the
 * last batch ended; an import whose fingerprint is unchanged does nothing.
 */
export async function importCorpus({
  corpus,
  store,
  nowMs,
  onProgress = () => undefined,
  signal,
  batchSize = 8_000,
}: ImportOptions): Promise<ImportReport> {
  const stored = await store.imports.get(corpus.source);
  const same = stored?.fingerprint === corpus.fingerprint ? stored : null;
  if (same?.finished === true) return { state: same, outcome: "already-loaded" };

  const batch = new ImportBatch(same ?? emptyState(corpus));
  const begunAt = nowMs();
  let entries = 0;
  const commit = async (finished: boolean): Promise<ImportState> => {
    await batch.lookUp(store.papers);
    const { state, papers, citations } = batch.take(finished);
    await store.imports.commit(state, papers, citations);
    const share = finished ? 1 : Math.min(1, corpus.bytesRead() / Math.max(1, corpus.sizeBytes));
    const { perSecond, etaSeconds } = paceOf(nowMs() - begunAt, entries, share);
    onProgress({
      source: corpus.source,
      papers: state.papers,
      citations: state.citations,
      skipped: state.skipped,
      share,
      entriesPerSecond: perSecond,
      etaSeconds,
    });
    return state;
  };

  for await (const entry of corpus.entries(batch.cursor)) {
    batch.add(entry);
    entries += 1;
    if (entries % batchSize !== 0) continue;
    const state = await commit(false);
    if (signal?.aborted === true) return { state, outcome: "stopped" };
  }
  return { state: await commit(true), outcome: "loaded" };
}

const isByDoi = ({ citing, cited }: CitationEdge): boolean => citing.startsWith(doiEnd) || cited.startsWith(doiEnd);

function emptyState(corpus: Corpus): ImportState {
  const { source, fingerprint } = corpus;
  const counts = { papers: 0, citations: 0, skipped: 0, repaired: 0 };
  return { source, fingerprint, finished: false, cursor: {}, ...counts, skippedLines: [], repairedLines: [] };
}

/** Entries since the last commit, and the state that will be true once they are committed. */
class ImportBatch {
  readonly #begun: ImportState;
  readonly #cursor: Record<string, number>;
  readonly #skippedLines: SkippedLine[];
  readonly #repairedLines: SkippedLine[];
  #papers: Paper[] = [];
  #citations: CitationEdge[] = [];
  /** Citations with an end that is a DOI. */
  #byDoi: Extract<CorpusEntry, { kind: "citation" }>[] = [];
  #paperCount: number;
  #citationCount: number;
  #skippedCount: number;
  #repairedCount: number;
  #latest: string | null;
  #cut: boolean;

  constructor(begun: ImportState) {
    this.#begun = begun;
    this.#cursor = { ...begun.cursor };
    this.#skippedLines = [...begun.skippedLines];
    this.#paperCount = begun.papers;
    this.#citationCount = begun.citations;
    this.#skippedCount = begun.skipped;
    this.#repairedLines = [...(begun.repairedLines ?? [])];
    this.#repairedCount = begun.repaired ?? 0;
    this.#latest = begun.latest ?? null;
    this.#cut = begun.cut ?? false;
  }

  get cursor(): Readonly<Record<string, number>> {
    return { ...this.#cursor };
  }

  add(entry: CorpusEntry): void {
    this.#cursor[entry.file] = entry.line;
    if (entry.kind === "paper") {
      const { file, line, paper, repaired } = entry;
      this.#papers.push(paper);
      this.#paperCount += 1;
      this.#latest = later(this.#latest, paper.updatedAt);
      if (repaired === undefined) return;
      this.#repairedCount += 1;
      if (this.#repairedLines.length < listedLines) this.#repairedLines.push({ file, line, reason: repaired });
    } else if (entry.kind === "citation") {
      if (isByDoi(entry.citation)) this.#byDoi.push(entry);
      else this.#cite(entry.citation);
    } else {
      this.#cut ||= entry.cut ?? false;
      this.#skip(entry);
    }
  }

  /** Finds out which works the DOIs mean; one that means none of the store makes its citation a skipped line. */
  async lookUp(papers: PaperStore): Promise<void> {
    if (this.#byDoi.length === 0) return;
    const ends = this.#byDoi.flatMap(({ citation: { citing, cited } }) => [citing, cited]);
    const dois = ends.flatMap((end) => (end.startsWith(doiEnd) ? [end.slice(doiEnd.length)] : []));
    const known = await papers.byDois([...new Set(dois)]);
    const keyOf = (end: string): string | undefined =>
      end.startsWith(doiEnd) ? known.get(end.slice(doiEnd.length)) : end;
    for (const { file, line, citation } of this.#byDoi) {
      const [citing, cited] = [keyOf(citation.citing), keyOf(citation.cited)];
      if (citing === undefined || cited === undefined)
        this.#skip({
          file,
          line,
          reason: `no work here has ${citing === undefined ? citation.citing : citation.cited}`,
        });
      else if (citing === cited) this.#skip({ file, line, reason: `${citing} cites itself` });
      else this.#cite({ ...citation, citing, cited });
    }
    this.#byDoi = [];
  }

  #cite(citation: CitationEdge): void {
    this.#citations.push(citation);
    this.#citationCount += 1;
  }

  #skip({ file, line, reason }: SkippedLine): void {
    this.#skippedCount += 1;
    if (this.#skippedLines.length < listedLines) this.#skippedLines.push({ file, line, reason });
  }

  take(finished: boolean): { state: ImportState; papers: readonly Paper[]; citations: readonly CitationEdge[] } {
    const state: ImportState = {
      source: this.#begun.source,
      fingerprint: this.#begun.fingerprint,
      finished,
      cursor: { ...this.#cursor },
      papers: this.#paperCount,
      citations: this.#citationCount,
      skipped: this.#skippedCount,
      skippedLines: [...this.#skippedLines],
      repaired: this.#repairedCount,
      repairedLines: [...this.#repairedLines],
      ...(this.#latest === null ? {} : { latest: this.#latest }),
      ...(this.#cut ? { cut: true } : {}),
    };
    const taken = { state, papers: this.#papers, citations: this.#citations };
    this.#papers = [];
    this.#citations = [];
    return taken;
  }
}
