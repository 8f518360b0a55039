import { hash, verify } from "@node-rs/argon2";
import type { PasswordHasher } from "../accounts/tools.ts";

/** How much work one password costs. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** OWASP's first choice for argon2id on servers: 19 MiB and two passes, about 20 ms of one core. */
const usualCost: Argon2Cost = { memoryKib: 19_456, passes: 2 };

/** Passwords by argon2id (RFC 9106), on threads beside the one that answers requests. */
export function argon2Hasher({ memoryKib, passes }: Argon2Cost = usualCost): PasswordHasher {
  // The variant is not named: argon2id is the default, and the package has its name as a type only.
  return {
    hash: (password) =>
      hash(password, {
        memoryCost: memoryKib,
        timeCost: passes,
        parallelism: 1,
        outputLen: 32,
      }),
    verify: (encoded, password) => verify(encoded, password),
  };
}
