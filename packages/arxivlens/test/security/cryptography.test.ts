import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formTokenOf } from "../../src/accounts/accounts.ts";
import { newToken, sameSecret, sha256 } from "../../src/accounts/secret-token.ts";
import { argon2Hasher } from "../../src/cli/argon2-hasher.ts";

// ASVS 5 chapter V11: cryptography.

describe("passwords", () => {
  test("are kept as argon2id with 19 MiB, two passes and a salt of their own", async () => {
    const hasher = argon2Hasher();
    const [one, two] = [await hasher.hash("night heron"), await hasher.hash("night heron")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/u);
    expect(one).not.toBe(two);
    expect([await hasher.verify(one, "night heron"), await hasher.verify(one, "night herom")]).toEqual([true, false]);
  });
});

describe("tokens", () => {
  test("hold 256 bits from the given source and do not repeat", () => {
    const tokens = Array.from({ length: 1000 }, () => newToken((length) => randomBytes(length)));
    expect(new Set(tokens).size).toBe(1000);
    expect(tokens.every((token) => /^[\w-]{43}$/u.test(token))).toBe(true);
    const asked: number[] = [];
    newToken((length) => {
      asked.push(length);
      return new Uint8Array(length);
    });
    expect(asked).toEqual([32]);
  });

  test("are hashed by SHA-256: the empty text, as the standard has it", async () => {
    expect(await sha256("")).toBe("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  });

  test("a form's token neither is nor reveals the session's", async () => {
    const token = newToken((length) => randomBytes(length));
    expect(await formTokenOf(token)).not.toContain(token.slice(0, 8));
    expect(await formTokenOf(token)).not.toBe(await sha256(token));
  });

  test("are equal or not in all their characters", async () => {
    expect(await sameSecret("abc", "abc")).toBe(true);
    for (const other of ["", "ab", "abcd", "abd", "ABC"]) expect(await sameSecret("abc", other)).toBe(false);
  });
});
