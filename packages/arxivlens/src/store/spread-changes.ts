import type { PaperChange, PaperStore } from "./paper-store.ts";

/**
 * Changes from all over the feed: `each` from every `step` positions on. The feed has gaps, since what was changed
 * again has moved to its end; after one, it goes on behind what was drawn last, so that no paper comes twice.
 */
export async function* spreadChanges(
  papers: Pick<PaperStore, "lastChange" | "changes">,
  step: number,
  each: number,
): AsyncGenerator<PaperChange> {
  const last = await papers.lastChange();
  for (let position = 0; position < last;) {
    const changes = await papers.changes(position, each);
    yield* changes;
    const drawn = changes.at(-1);
    if (drawn === undefined) return;
    position = Math.max(position + step, drawn.position);
  }
}
