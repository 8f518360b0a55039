import { ModelError } from "../../nn/error.ts";
import type { ScoreMatrix } from "../score/score.ts";

/** Rounds after which values stop being pinned and retaining bids stop, as in the released code. */
const PINNED_ROUNDS = 100;
const MAX_ROUNDS = 10_000;

export interface AuctionOutcome {
  /** [T] */
  readonly experts: Int32Array;
  /** Number of price updates. */
  readonly iterations: number;
  readonly eps: number;
  /** Each round's lists of best tokens per expert, and how many tokens had a bid. */
  readonly rounds: readonly { readonly lists: readonly (readonly number[])[]; readonly tokensWithBid: number }[];
}

/**
 * Balanced assignment by auction (BASE layers, arXiv:2103.16716; specification 4.3): each expert ends with exactly T/E
 * tokens, and the sum of scores is within about `T * eps` of the best. Top-k is stable, lowest index first, so the
 * result is the same on every platform.
 *
 * @throws {ModelError} when E does not divide T, or when no assignment was found within 10,000 rounds
 */
export function solveAuction({ data, numTokens, numExperts }: ScoreMatrix): AuctionOutcome {
  const k = numTokens / numExperts;
  if (!Number.isInteger(k) || numExperts < 2) {
    throw new ModelError(
      "auction",
      `${numTokens} tokens do not divide among ${numExperts} experts; the auction needs a whole share and two experts`,
    );
  }
  let max = -Infinity;
  let min = Infinity;
  for (const score of data) {
    max = Math.max(max, score);
    min = Math.min(min, score);
  }
  const eps = Math.max((max - min) / 50, 1e-4);
  const price = new Float64Array(numTokens);
  /** [E][T] */
  const value = Array.from({ length: numExperts }, (_, e) =>
    Float64Array.from({ length: numTokens }, (_unused, t) => data[t * numExperts + e]!),
  );
  const winner = new Int32Array(numTokens).fill(-1);
  const rounds: { lists: number[][]; tokensWithBid: number }[] = [];
  for (let iteration = 0; iteration < MAX_ROUNDS; iteration++) {
    const bid = new Float64Array(numTokens);
    const bidder = new Int32Array(numTokens).fill(-1);
    const place = (e: number, t: number, amount: number): void => {
      if (amount > bid[t]!) {
        bid[t] = amount;
        bidder[t] = e;
      }
    };
    const lists: number[][] = [];
    for (let e = 0; e < numExperts; e++) {
      const best = topTokens(value[e]!, Math.min(k + 1, numTokens));
      const threshold = value[e]![best.at(-1)!]!;
      const mine = best.slice(0, k);
      lists.push(mine);
      for (const t of mine) {
        // A token won last round is retained by a bid of exactly eps, which overwrites the regular one.
        if (iteration > 0 && iteration < PINNED_ROUNDS && winner[t] === e) continue;
        place(e, t, value[e]![t]! - threshold + eps);
      }
    }
    if (iteration > 0 && iteration < PINNED_ROUNDS) {
      for (let t = 0; t < numTokens; t++) if (winner[t]! >= 0) retain(t, winner[t]!, eps, bid, bidder);
    }
    rounds.push({ lists, tokensWithBid: bid.reduce((n, amount) => n + (amount > 0 ? 1 : 0), 0) });
    if (bid.every((amount) => amount > 0)) {
      const experts = new Int32Array(numTokens);
      for (const [e, list] of lists.entries()) for (const t of list) experts[t] = e;
      return { experts, iterations: iteration, eps, rounds };
    }
    for (let t = 0; t < numTokens; t++) {
      price[t] = price[t]! + bid[t]!;
      for (let e = 0; e < numExperts; e++) value[e]![t] = data[t * numExperts + e]! - price[t]!;
    }
    winner.set(bidder);
    for (let t = 0; t < numTokens; t++) {
      const e = winner[t]!;
      if (e >= 0) value[e]![t] = iteration < PINNED_ROUNDS ? max : data[t * numExperts + e]!;
    }
  }
  throw new ModelError(
    "auction",
    `no balanced assignment of ${numTokens} tokens within ${MAX_ROUNDS} rounds; are all scores finite?`,
  );
}

/** A retaining bid competes with the others; equal bids go to the lower expert. */
function retain(t: number, e: number, eps: number, bid: Float64Array, bidder: Int32Array): void {
  if (eps > bid[t]! || (eps === bid[t] && e < bidder[t]!)) {
    bid[t] = eps;
    bidder[t] = e;
  }
}

/** Tokens by falling value, ties by rising index. */
function topTokens(value: Float64Array, count: number): number[] {
  return Array.from(value, (_, t) => t)
    .sort((a, b) => value[b]! - value[a]! || a - b)
    .slice(0, count);
}
