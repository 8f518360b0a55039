/** A list of works as feeds tell it; the writers of each format turn it into text. */
export interface Feed {
  /** Plain text. */
  readonly title: string;
  readonly description: string;
  /** Path of the page that shows the same list. */
  readonly page: string;
  /** Path of the feed itself, with its query. */
  readonly self: string;
  /** Latest first. */
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /**
   * The same for ever, so that no reader is shown an entry twice; of papers also the same on every instance. The path of
   * what belongs to this instance is completed by `entryId`.
   */
  readonly id: string;
  /** Path of its page here. */
  readonly page: string;
  /** Plain text, formulas as their TeX. */
  readonly title: string;
  readonly authors: readonly string[];
  readonly text: string | null;
  /** ISO date-times, UTC. */
  readonly published: string | null;
  readonly updated: string;
  readonly categories: readonly string[];
}

/** What each format is called in addresses and in headers. */
export interface FeedFormat {
  readonly mediaType: string;
  /** @param base origin of this instance, without a slash at its end */
  readonly write: (feed: Feed, base: string) => string;
}

/** When anything of a feed changed last; the beginning of time for an empty one. */
export function latestUpdate({ entries }: Feed): string {
  return entries.reduce((latest, { updated }) => (updated > latest ? updated : latest), "1970-01-01T00:00:00.000Z");
}

/** The id as feeds write it: an address of this instance, or a name that holds everywhere. */
export const entryId = ({ id }: FeedEntry, base: string): string => (id.startsWith("/") ? base + id : id);
