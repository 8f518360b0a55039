import type { AttemptStore } from "../store/attempt-store.ts";
import { sha256 } from "./secret-token.ts";

/** Failures that cost nothing, and how long one waits after more of them: twice as long each time. */
interface Patience {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * People mistype, so a few failures are free. The longest wait is short enough that nobody can keep another person out
 * for long by guessing in their name, and long enough that a guesser gets about a hundred tries a day.
 */
const patience: Readonly<Record<"name" | "address", Patience>> = {
  name: { free: 5, firstMs: 10_000, longestMs: 15 * 60_000 },
  address: { free: 20, firstMs: 10_000, longestMs: 15 * 60_000 },
};

const forgetAfterMs = 86_400_000;
/** After so much quiet, a further refused attempt is told again. */
const tellAgainAfterMs = 3_600_000;
const pruneEveryMs = 3_600_000;

/** Who tries to sign in, as far as waiting goes. */
export interface Attempt {
  readonly name: string;
  /** Null where the address says nothing, such as that of a proxy on this machine. */
  readonly address: string | null;
}

/** Growing waits after failed attempts, per name and per address, known names or not. */
export interface SignInWaits {
  /** Counts an attempt before it is made; the seconds to wait where it must not be made. */
  begin(attempt: Attempt): Promise<number>;
  /** True for the first refused attempt of many: an attack is worth one line in the audit log, not thousands. */
  worthTelling(attempt: Attempt): Promise<boolean>;
  /**
   * The attempt was good: what was counted against the name is forgotten. Of the address only this one attempt is:
   * many people may share it, and somebody with an account of their own could clear the count while guessing at others.
   */
  succeed(attempt: Attempt): Promise<void>;
}

export function createSignInWaits(
  attempts: AttemptStore,
  nowMs: () => number,
  secret: () => Promise<string>,
): SignInWaits {
  let prunedAtMs = -Infinity;
  const keyOf = async (kind: string, value: string): Promise<string> => sha256(`${await secret()}\n${kind}\n${value}`);

  /** Milliseconds to wait; 0 when the attempt may be made and has been counted. */
  const count = async (kind: "name" | "address", value: string): Promise<number> => {
    const key = await keyOf(kind, value);
    const now = nowMs();
    const before = await attempts.get(key);
    const remains = before === null ? 0 : before.lastAtMs + waitMs(patience[kind], before.count) - now;
    if (remains > 0) return remains;
    const counted = await attempts.add(key, now, forgetAfterMs);
    // Guesses that come all at once see the same count before; only the first of them is the one that was waited for.
    const wait = waitMs(patience[kind], counted - 1);
    return wait === 0 || counted <= (before?.count ?? 0) + 1 ? 0 : wait;
  };

  return {
    async begin({ name, address }) {
      const now = nowMs();
      if (now - prunedAtMs >= pruneEveryMs) {
        prunedAtMs = now;
        await attempts.prune(now - forgetAfterMs);
      }
      const ofAddress = address === null ? 0 : await count("address", address);
      const waits = ofAddress > 0 ? ofAddress : await count("name", name);
      return Math.ceil(waits / 1000);
    },
    async worthTelling({ name, address }) {
      const key = await keyOf("told", `${name}\n${address ?? ""}`);
      return (await attempts.add(key, nowMs(), tellAgainAfterMs)) === 1;
    },
    async succeed({ name, address }) {
      await attempts.clear(await keyOf("name", name));
      if (address !== null) await attempts.takeBack(await keyOf("address", address));
    },
  };
}

function waitMs({ free, firstMs, longestMs }: Patience, failures: number): number {
  return failures < free ? 0 : Math.min(firstMs * 2 ** (failures - free), longestMs);
}
