import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";
import { passwordFault } from "./password-rules.ts";

const ada = { name: "ada", displayName: "Ada Lovelace", email: "ada@example.org" };

describe("a password", () => {
  test.each([
    ["", "missing"],
    ["short enough", null],
    ["eleven-char", "too-short"],
    ["x7!".repeat(86), "too-long"],
    ["password1234", "too-common"],
    ["P@ssw0rd2024!", "too-common"],
    ["qwertyuiop123", "too-common"],
    ["123456789012", "too-common"],
    ["aaaaaaaaaaaaaaaa", "too-common"],
    ["abcdefghijkl", "too-common"],
    ["zyxwvutsrqpo", "too-common"],
    ["letmeinletmein", "too-common"],
    ["correcthorsebatterystaple", "too-common"],
    ["Welcome-Admin-2026", "too-common"],
    ["adaadaadaada1", "like-name"],
    ["Ada Lovelace 1", "like-name"],
    ["ada@example.org", "like-name"],
    ["night heron over the weir", null],
    ["トリは川の上を静かに飛んでいく", null],
    ["wJ8#kd02-mQ1z", null],
  ])("%j: %s", (password, fault) => {
    expect(passwordFault(password, ada)).toBe(fault);
  });

  test("random ones of twelve characters are never taken for common", () => {
    const sign = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".split(""));
    fc.assert(
      fc.property(fc.array(sign, { minLength: 16, maxLength: 40 }), (signs) => {
        fc.pre(new Set(signs.map((each) => each.toLowerCase())).size > 11);
        return !isCommonPassword(signs.join(""));
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test("reading any text at all ends, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 256, unit: "binary" }), (text) => typeof isCommonPassword(text) === "boolean"),
    );
  });
});
