import type { PersonalData } from "../accounts/personal-data.ts";
import type { Comment } from "../store/comment.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { iso } from "./discussion-comment-view.ts";

const batch = 500;

/** What somebody has written, with its history and votes, and what they follow and were told. */
export function discussionData({ comments, notifications }: LibraryStore, nowMs: () => number): PersonalData {
  return {
    name: "discussion",
    async export(accountKey) {
      const written = await comments.writtenBy(accountKey);
      return {
        comments: await Promise.all(written.map((comment) => exported(comment))),
        votes: await comments.votesCast(accountKey),
        follows: await notifications.followed(accountKey),
        notifications: await notifications.list(accountKey, { limit: batch }),
      };
    },
    async erase(accountKey) {
      await comments.eraseAccount(accountKey, nowMs());
      await notifications.eraseAccount(accountKey);
    },
  };

  async function exported({
    id,
    paperKey,
    parentId,
    kind,
    body,
    passage,
    writtenAtMs,
    state,
  }: Comment): Promise<object> {
    const history = await comments.history(id);
    const texts = history.map(({ revision, body: text, writtenAtMs: at }) => ({
      revision,
      body: text,
      writtenAt: iso(at),
    }));
    return { id, paper: paperKey, parentId, kind, body, passage, writtenAt: iso(writtenAtMs), state, history: texts };
  }
}
