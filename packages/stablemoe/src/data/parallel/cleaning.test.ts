import { describe, expect, test } from "vitest";
import { DropCounter } from "./cleaning-report.ts";
import { type CleaningOptions, ParallelCleaner, comparableText } from "./cleaning.ts";
import { sentencesOf } from "./sentences.ts";

type Texts = Readonly<Record<string, string>>;

function clean(segments: readonly Texts[], options: CleaningOptions = {}) {
  const counter = new DropCounter();
  const cleaner = new ParallelCleaner(counter, options);
  const kept = segments.map((texts, i) =>
    cleaner.clean({ document: "d", segment: String(i), texts: new Map(Object.entries(texts)) }, () => true),
  );
  return { kept, dropped: counter.dropped.map(({ reason, where, count }) => `${reason} ${where} ${count}`) };
}

test("what is clean stays, with composed characters and single spaces", () => {
  const { kept, dropped } = clean([{ en: " The  house\nis nice. ", de: "Das Haus ist scho\u0308n." }]);
  expect(kept[0]).toEqual({
    document: "d",
    segment: "0",
    texts: new Map([
      ["en", "The house is nice."],
      ["de", "Das Haus ist schön."],
    ]),
    pairs: [["en", "de"]],
  });
  expect(dropped).toEqual([]);
});

describe("a text is left out, and counted by reason and language,", () => {
  test.each<[string, Texts, string]>([
    ["when it is empty", { en: "house", de: " " }, "empty de 1"],
    ["when it holds control characters", { en: "a\u0007b", de: "Haus" }, "control-characters en 1"],
    ["when a character could not be read", { en: "na\uFFFDve", de: "naiv" }, "wrong-encoding en 1"],
    ["when its UTF-8 was read as Latin-1", { en: "nice", de: "schÃ¶n" }, "wrong-encoding de 1"],
    ["when its quotes were read as Windows-1252", { en: "itâ€™s", de: "es ist" }, "wrong-encoding en 1"],
    ["when half a character is missing", { en: "a \uD83D b", de: "Haus" }, "wrong-encoding en 1"],
    ["when it is too long", { en: "x".repeat(2001), de: "Haus" }, "too-long en 1"],
    ["when it is in another script", { en: "The house is nice.", ru: "The house is nice, too." }, "other-script ru 1"],
    ["when a Latin language is not", { de: "Дом очень красивый", en: "The house is very nice." }, "other-script de 1"],
  ])("%s", (_, texts, expected) => {
    const { kept, dropped } = clean([texts]);
    expect(dropped).toEqual([expected]);
    expect(kept[0]!.pairs).toEqual([]);
  });

  test("when it is shorter than wanted", () => {
    expect(clean([{ en: "OK", de: "Okay" }], { minCharacters: 3 }).dropped).toEqual(["too-short en 1"]);
  });
});

test("a longer text that is still English is left out for all languages; names and English regions stay", () => {
  const same = "Copy of a sentence in English";
  const { kept, dropped } = clean([
    { en: same, es: same, de: "Kopie eines englischen Satzes" },
    { en: "LibreOffice Writer", de: "LibreOffice Writer" },
    { "en-GB": same, "en-US": same, de: "Kopie eines englischen Satzes" },
  ]);
  expect(dropped).toEqual(["untranslated en-GB-en-US 1", "untranslated es 1"]);
  expect(kept.map(({ pairs }) => pairs.length)).toEqual([1, 1, 2]);
});

test("scripts that belong to a language stay: three in Japanese, Latin names among them", () => {
  const { dropped } = clean([
    {
      en: "Open the settings of Visual Studio Code",
      ja: "Visual Studio Code の設定を開きます",
      ko: "Code 설정을 엽니다",
    },
    { en: "The house is very nice.", el: "Το σπίτι είναι πολύ ωραίο.", "zh-Hans": "这座房子非常漂亮而且很大" },
    { en: "Bold, italic, underlined", "sr-Latn": "Podebljano, kurziv, podvučeno", sr: "Подебљано, курзив, подвучено" },
  ]);
  expect(dropped).toEqual([]);
});

describe("a pair is left out, and both texts stay for other pairs,", () => {
  test("when one text is much longer", () => {
    const { kept, dropped } = clean([{ en: "house", de: "Das ist ein sehr großes Haus.", fr: "maison" }]);
    expect(dropped).toEqual(["length-ratio de-fr 1", "length-ratio en-de 1"]);
    expect(kept[0]!.pairs).toEqual([["en", "fr"]]);
  });

  test("when a longer text is the same in both languages, as neighbouring languages may have it", () => {
    const { kept, dropped } = clean([
      { en: "This is a good old house.", nb: "Dette er et godt hus.", da: "Dette er et godt hus." },
    ]);
    expect(dropped).toEqual(["untranslated nb-da 1"]);
    expect(kept[0]!.pairs).toEqual([
      ["en", "nb"],
      ["en", "da"],
    ]);
  });

  test("when it was there before, and only then", () => {
    const segments = [
      { en: "Press key 1.", de: "Taste 1 drücken." },
      { en: "Press key 1.", de: "Taste 1 drücken." },
      { de: "Taste 1 drücken.", en: "Press key 1." },
      { en: "Press key 1.", de: "Drücke Taste 1." },
      { en: "press key 22", de: "Taste 22 drücken." },
    ];
    expect(clean(segments).dropped).toEqual(["duplicate de-en 1", "duplicate en-de 1"]);
    expect(clean(segments, { duplicates: "near" }).dropped).toEqual(["duplicate de-en 1", "duplicate en-de 2"]);
    expect(clean(segments, { duplicates: "keep" }).dropped).toEqual([]);
  });
});

test("the first of each kind is kept as an example, with its place", () => {
  const counter = new DropCounter();
  for (const segment of ["a", "b"]) counter.add("empty", ["de"], { document: "d", segment }, ["x".repeat(100)]);
  expect(counter.dropped).toEqual([
    { reason: "empty", where: "de", count: 2, example: { document: "d", segment: "a", texts: ["x".repeat(80)] } },
  ]);
});

test.each<[CleaningOptions, RegExp]>([
  [{ minCharacters: 5, maxCharacters: 4 }, /at least 5 and at most 4/],
  [{ maxLengthRatio: 0.5 }, /ratio 0.5/],
  [{ minScriptShare: 2 }, /script share 2/],
])("the options %j are refused", (options, message) => {
  expect(() => new ParallelCleaner(new DropCounter(), options)).toThrow(message);
});

test("texts are compared without case, signs and values of numbers, but not all signs are nothing", () => {
  expect(comparableText("Press “F5”!")).toBe(comparableText("press f12"));
  expect(comparableText("...")).toBe("...");
});

test("long texts are cut into sentences where both have equally many", () => {
  const segment = {
    document: "d",
    segment: "7",
    texts: new Map([
      ["en", "One here. Two there."],
      ["de", "Eins hier. Zwei dort."],
      ["fr", "Un ici et deux là."],
    ]),
    pairs: [
      ["en", "de"],
      ["en", "fr"],
    ] as const,
  };
  expect(sentencesOf(segment, new Set(["de"]))).toEqual([
    { ...segment, pairs: [["en", "fr"]] },
    {
      document: "d",
      segment: "7.1",
      texts: new Map([
        ["en", "One here."],
        ["de", "Eins hier."],
      ]),
      pairs: [["en", "de"]],
    },
    {
      document: "d",
      segment: "7.2",
      texts: new Map([
        ["en", "Two there."],
        ["de", "Zwei dort."],
      ]),
      pairs: [["en", "de"]],
    },
  ]);
  expect(sentencesOf(segment, new Set(["fr"]))).toBe(null);
});
