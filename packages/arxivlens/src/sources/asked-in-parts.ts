import type { Result } from "../arxiv/errors.ts";
import type { PartialAnswer, UpstreamIssue } from "./upstream-client.ts";

/** Whether an issue may come of what was asked for. Others say that the service is away or not to be asked. */
export const isOfAsked = ({ code }: UpstreamIssue): boolean => code === "status" || code === "unusable";

/** An answer that holds nothing of what was asked for, and why. */
export const inVain = <T>(asked: Iterable<string>, issue: UpstreamIssue): PartialAnswer<T> => ({
  found: new Map(),
  failed: new Set(asked),
  issue,
});

/** An answer without an issue; what it does not hold may come in a later one. */
export const answered = <T>(found: ReadonlyMap<string, T | null>): PartialAnswer<T> => ({
  found,
  failed: new Set(),
  issue: null,
});

/** What a service said to a part of what it was asked for. */
export interface AnsweredPart<Asked, Answer> {
  readonly part: readonly Asked[];
  readonly answer: Result<Answer, UpstreamIssue>;
}

/**
 * Asks for many at once, and in parts where that fails, so that one that the service cannot bear costs the others
 * nothing. Of such parts the first holds one alone: where that one fails, and then the next, whoever reads this can tell
 * trouble of the service after few requests, and read no further. Ends after an issue that nothing asked for can cause.
 *
 * @param ask answers to a part, which it never finds empty; `too large` to one of several that is to come in halves
 */
export async function* askedInParts<Asked, Answer>(
  asked: readonly Asked[],
  ask: (part: readonly Asked[]) => Promise<Result<Answer, UpstreamIssue> | "too large">,
): AsyncGenerator<AnsweredPart<Asked, Answer>> {
  const waiting = [asked];
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    if (part.length === 0) continue;
    const half = Math.ceil(part.length / 2);
    const answer = await ask(part);
    if (answer === "too large") waiting.unshift(part.slice(0, half), part.slice(half));
    else if (!answer.ok && part.length > 1 && isOfAsked(answer.error))
      waiting.unshift(part.slice(0, 1), part.slice(1, half), part.slice(half));
    else {
      yield { part, answer };
      if (!answer.ok && !isOfAsked(answer.error)) return;
    }
  }
}
