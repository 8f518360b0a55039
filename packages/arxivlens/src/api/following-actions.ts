import type { Result } from "../arxiv/errors.ts";
import { rankModes } from "../search/search-index.ts";
import { shelfLimits, tidyName } from "../shelf/limits.ts";
import { readWatch, watchKinds } from "../shelf/watch.ts";
import type { Form } from "./checked-form.ts";
import { seenOf, watchOf } from "./following-view.ts";
import { setLink, type ShelfFault, type ShelfOutcome, type ShelfTools } from "./shelf-actions.ts";

type Outcome = Result<ShelfOutcome, ShelfFault>;

const fault = (field: string, message: string): Outcome => ({ ok: false, error: { field, message } });
const done = (action: string, changed: number): Outcome => ({
  ok: true,
  value: { action, changed, folder: null, link: null },
});

/** Follows, leaves and visits lists, keeps searches, opens and ends the feed of all that is followed. */
export async function followingAction(tools: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { follows } = tools.library.store;
  const action = form.text("action");
  switch (action) {
    case "follow":
      return follow(tools, accountKey, form);
    case "unfollow":
      return done(action, Number(await follows.unfollow(accountKey, Number(form.text("follow")))));
    case "seen":
      return done(action, await visit(tools, accountKey, form.text("follow")));
    case "search-save":
      return saveSearch(tools, accountKey, form);
    case "search-delete":
      return done(action, Number(await follows.deleteSearch(accountKey, Number(form.text("search")))));
    case "feed":
    case "unfeed":
      return setLink(tools, { accountKey, purpose: "follows-feed", folder: null, open: action === "feed", action });
    default:
      return fault(
        "action",
        `"${action}" is not known; choose follow, unfollow, seen, search-save, search-delete, feed or unfeed`,
      );
  }
}

async function follow({ library, nowMs }: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { follows } = library.store;
  const kind = watchKinds.find((each) => each === form.text("kind"));
  if (kind === undefined)
    return fault("kind", `"${form.text("kind")}" cannot be followed; choose ${watchKinds.join(", ")}`);
  const watch = readWatch(kind, form.text("value"));
  if (!watch.ok) return fault("value", watch.error);
  if ((await follows.follows(accountKey)).length >= shelfLimits.follows)
    return fault("value", `one may follow up to ${shelfLimits.follows} lists; leave some first`);
  await follows.follow(accountKey, kind, watch.value.value, await seenOf(library, watch.value), nowMs());
  return done("follow", 1);
}

/** Marks one follow as seen, or all of them. */
async function visit({ library, nowMs }: ShelfTools, accountKey: number, which: string): Promise<number> {
  const { follows } = library.store;
  let visited = 0;
  for (const each of await follows.follows(accountKey)) {
    const watch = watchOf(each);
    if (watch === null || (which !== "all" && Number(which) !== each.follow)) continue;
    await follows.visit(accountKey, each.follow, await seenOf(library, watch), nowMs());
    visited += 1;
  }
  return visited;
}

async function saveSearch({ library, nowMs }: ShelfTools, accountKey: number, form: Form): Promise<Outcome> {
  const { follows } = library.store;
  const watch = readWatch("search", form.text("query"));
  if (!watch.ok) return fault("query", watch.error);
  const query = watch.value.value;
  // Who gives no name gets the query.
  const name = tidyName(form.text("name"), shelfLimits.nameCharacters) ?? query.slice(0, shelfLimits.nameCharacters);
  if ((await follows.searches(accountKey)).length >= shelfLimits.searches)
    return fault("name", `one may keep up to ${shelfLimits.searches} searches; delete some first`);
  const rank = rankModes.find((mode) => mode === form.text("rank")) ?? "relevance";
  await follows.saveSearch(accountKey, { name, query, rank, savedAtMs: nowMs() });
  return done("search-save", 1);
}
