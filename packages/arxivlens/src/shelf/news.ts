import type { Paper } from "../arxiv/paper.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import { ReferenceIndex } from "../search/reference-index.ts";
import { indexDocument } from "../search/segments/document.ts";
import { keyNumber } from "../store/paper-key.ts";
import type { PaperChange } from "../store/paper-store.ts";

/** Papers are announced some days after they were submitted, and fetched some days after that. */
const announcementDays = 14;
const dayMs = 86_400_000;

/** A paper that came to a list since somebody looked at it. */
export interface News {
  readonly paper: Paper;
  readonly kind: "new" | "replaced";
}

/** The latest changes of a store, to be asked by many who follow something. */
export class RecentChanges {
  /** Position after which all changes are known. */
  readonly from: number;
  readonly #changes = new Map<number, PaperChange & { readonly paper: Paper }>();
  readonly #index: ReferenceIndex;

  constructor(from: number, changes: readonly PaperChange[]) {
    this.from = from;
    for (const { paper, ...change } of changes)
      if (paper !== null) this.#changes.set(change.number, { ...change, paper });
    const documents = [...this.#changes].map(([number, { paper }]) => indexDocument(number, paper));
    this.#index = new ReferenceIndex(documents, keyNumber);
  }

  /** Changed papers that a query matches, in the order of their numbers. */
  matching(query: QueryNode): readonly (PaperChange & { readonly paper: Paper })[] {
    return this.#index.matching(query).flatMap((number) => this.#changes.get(number) ?? []);
  }

  /**
   * Papers of a list that were submitted or replaced about when they changed here, and not before the last visit. A
   * paper of old that was loaded or completed since is no news.
   *
   * @param seen position of the feed of changes at the last visit
   */
  news(query: QueryNode, seen: number, visitedAtMs: number): readonly News[] {
    const since = new Date(visitedAtMs - announcementDays * dayMs).toISOString().slice(0, 10);
    return this.matching(query)
      .filter(({ position }) => position > seen)
      .flatMap(({ paper }): readonly News[] => {
        const { submittedAt, updatedAt } = paper;
        if (submittedAt !== null && submittedAt >= since) return [{ paper, kind: "new" }];
        const replaced = submittedAt !== null && updatedAt !== null && updatedAt > submittedAt && updatedAt >= since;
        return replaced ? [{ paper, kind: "replaced" }] : [];
      })
      .toSorted((a, b) => ((a.paper.updatedAt ?? "") < (b.paper.updatedAt ?? "") ? 1 : -1));
  }
}
