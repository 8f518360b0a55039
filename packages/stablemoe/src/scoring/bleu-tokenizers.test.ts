import { describe, expect, test } from "vitest";
import { bleuTokenizers } from "./bleu-tokenizers.ts";

describe("13a", () => {
  test.each([
    ["punctuation is split off, apostrophes stay", `It's "so": (yes)!`, `It's " so " : ( yes ) !`],
    ["commas and periods stay within numbers only", "1,000.5 is 1.a and b.2.", "1,000.5 is 1 . a and b . 2 ."],
    ["hyphens leave numbers but not words", "2-3 well-known", "2 - 3 well-known"],
    ["entities are read, the ampersand before the angle brackets", "&quot;a&quot; &amp;lt;b&gt;", '" a " < b >'],
    ["<skipped> goes, lines join, hyphenated ones without a space", "a<skipped>b c-\nd\ne", "ab cd e"],
    ["curly quotes and dashes are letters to it", "„a“ – b", "„a“ – b"],
    ["white space is what Python splits at: not the byte order mark", "a\u001cb\u00a0c\ufeffd", "a b c\ufeffd"],
  ])("%s", (_, text, tokens) => expect(bleuTokenizers["13a"](text)).toBe(tokens));
});

describe("intl", () => {
  test.each([
    ["punctuation of any script is split off", "„a“ – b。", "„ a “ – b 。"],
    ["but not between numbers, nor at the end behind one", "3.14 2–3 in 1999.", "3.14 2–3 in 1999."],
    ["numbers are those of any script", "٣٫١٤ ½.Ⅷ", "٣٫١٤ ½.Ⅷ"],
    ["symbols are always split off, between numbers too", "1+1=2 5€ ©x", "1 + 1 = 2 5 € © x"],
    ["entities are not read", "&lt;", "& lt ;"],
  ])("%s", (_, text, tokens) => expect(bleuTokenizers.intl(text)).toBe(tokens));
});

describe("zh", () => {
  test.each([
    ["ideographs and full-width marks stand alone, words stay together", "我用VS Code，好。", "我 用 VS Code ， 好 。"],
    ["a period behind a number stays at the end of the line", "共 3.", "共 3."],
    ["curly quotes, dashes and arrows are split", "a“b”—c→d", "a “ b ” — c → d"],
    ["ideographs beyond U+FFFF are not", "𠀀𠀁", "𠀀𠀁"],
    ["kana are letters", "かな漢", "かな 漢"],
  ])("%s", (_, text, tokens) => expect(bleuTokenizers.zh(text)).toBe(tokens));
});

test("char splits code points, not halves of them; none leaves the line as it is", () => {
  expect(bleuTokenizers.char("a😀 é")).toBe("a 😀   é");
  expect(bleuTokenizers.none(" a  b ")).toBe(" a  b ");
});
