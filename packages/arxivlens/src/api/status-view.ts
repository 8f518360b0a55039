import type { StatusView } from "./contract.ts";
import type { Library } from "./library.ts";

const namedFailures = 20;

/** How the instance stands. Every part is a count that is kept or a short list, so it can be asked at any time. */
export async function statusView({ store, index }: Library, nowMs: number): Promise<StatusView> {
  const [revision, counts, lastChange, imports, stages, jobs, failures] = await Promise.all([
    store.revision(),
    store.papers.statistics(),
    store.papers.lastChange(),
    store.imports.list(),
    store.stages.list(),
    store.jobs.counts(nowMs),
    store.jobs.failures(namedFailures),
  ]);
  return {
    store: { revision, ...counts },
    index: { documents: index.documents, position: index.position, behind: lastChange - index.position },
    imports: imports.map(({ source, finished, papers, citations, skipped }) => ({
      source,
      finished,
      papers,
      citations,
      skipped,
    })),
    stages: stages.map(({ begunAtMs, endedAtMs, ...stage }) => ({
      ...stage,
      begunAt: new Date(begunAtMs).toISOString(),
      endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
    })),
    jobs,
    failures,
  };
}
