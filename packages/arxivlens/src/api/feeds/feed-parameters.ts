import { z } from "zod";
import { watchKinds, type WatchKind } from "../../shelf/watch.ts";

const most = 200;
const yesOrNo = z.enum(["yes", "no"], "is neither yes nor no").default("yes");

export interface FeedParameters {
  readonly crosslists: "yes" | "no";
  readonly replacements: "yes" | "no";
  readonly count: number;
}

/** What every feed takes besides its list. */
export const feedParameters: z.ZodType<FeedParameters> = z.object({
  crosslists: yesOrNo,
  replacements: yesOrNo,
  count: z.coerce
    .number(`is not a whole number from 1 to ${most}`)
    .int(`is not a whole number from 1 to ${most}`)
    .min(1, `is not a whole number from 1 to ${most}`)
    .max(most, `is not a whole number from 1 to ${most}`)
    .default(50),
});

/** The parameter that names the list, by kind. */
export const watchParameter: Readonly<Record<WatchKind, string>> = {
  search: "q",
  category: "code",
  author: "name",
  term: "term",
  citations: "id",
};

export const isWatchKind = (name: string): name is WatchKind => watchKinds.some((kind) => kind === name);

/** Path of a list's feed, without the ending of a format. */
export function feedPath(kind: WatchKind, value: string, format: string): string {
  return `/feeds/${kind}.${format}?${watchParameter[kind]}=${encodeURIComponent(value)}`;
}
