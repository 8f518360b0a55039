import { argon2Hasher } from "../src/cli/argon2-hasher.ts";
import type { AccountOptions } from "../src/api/options.ts";

/** Real argon2id, as cheap as it gets. */
export const cheapPasswords = argon2Hasher({ memoryKib: 8, passes: 1 });

/** Bytes that differ from call to call and are the same in every run. */
export function countedBytes(): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => {
    calls += 1;
    return Uint8Array.from({ length }, (_, position) => (calls * 31 + position * 7) % 256);
  };
}

/** Accounts for a test; single-user unless told otherwise. */
export function testAccounts(overrides: Partial<AccountOptions> = {}): AccountOptions {
  return {
    mode: "single-user",
    randomBytes: countedBytes(),
    passwords: cheapPasswords,
    publicOrigin: null,
    identityProvider: null,
    newAccounts: null,
    ...overrides,
  };
}
