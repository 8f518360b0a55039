import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CorpusIssue } from "../corpus-records.ts";
import { linesOf } from "../lines.ts";
import type { ParallelSegment } from "./parallel-segment.ts";
import { poSegments } from "./po-segments.ts";
import { tmxSegments } from "./tmx-segments.ts";

async function* chunksOf(parts: Iterable<string>): AsyncGenerator<string> {
  yield* parts;
}

async function collect(
  read: (report: (issue: CorpusIssue) => void) => AsyncIterable<ParallelSegment>,
): Promise<{ segments: ParallelSegment[]; issues: string[] }> {
  const segments: ParallelSegment[] = [];
  const issues: string[] = [];
  for await (const segment of read(({ line, reason }) => issues.push(`${line}: ${reason}`))) segments.push(segment);
  return { segments, issues };
}

const readPo = (text: string, language: string | null = null) =>
  collect((report) => poSegments(linesOf(chunksOf([text])), "a.po", language, report));
const readTmx = (parts: Iterable<string>) => collect((report) => tmxSegments(chunksOf(parts), "a.tmx", report));

const german = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n';
const texts = (english: string, german_: string) =>
  new Map([
    ["en", english],
    ["de", german_],
  ]);

describe("a gettext catalogue", () => {
  test("gives messages with their source file, context and escapes, joined from several lines", async () => {
    const { segments, issues } = await readPo(`${german}
#. said to the user
#: src/main.c:12 src/other.c:3
msgctxt "menu"
msgid ""
"Open "
"\\"file\\""
msgstr "Datei\\nöffnen"

msgid "Untranslated"
msgstr ""
`);
    expect(issues).toEqual([]);
    expect(segments).toEqual([
      { document: "src/main.c", segment: 'menu|Open "file"', texts: texts('Open "file"', "Datei\nöffnen") },
      { document: "a.po#1", segment: "Untranslated", texts: new Map([["en", "Untranslated"]]) },
    ]);
  });

  test("leaves out obsolete messages, and fuzzy ones with their lines; what follows them stays", async () => {
    const { segments, issues } = await readPo(`${german}
#, fuzzy, c-format
#| msgid "Old"
msgid "Guess %d"
msgstr "Rate"

#, fuzzy
#~ msgid "Gone"
#~ msgstr "Weg"

msgid "House"
msgstr "Haus"
`);
    expect(issues).toEqual(["8: fuzzy translation"]);
    expect(segments.map(({ segment }) => segment)).toEqual(["House"]);
  });

  test.each([
    ["two forms", 2, ["Datei 0 = one file", "Datei 1 = %d files"]],
    ["three forms, the last of which is the general one", 3, ["Datei 0 = one file", "Datei 2 = %d files"]],
    ["one form, which is the plural", 1, ["Datei 0 = %d files"]],
    ["six forms, the first of which is not the singular", 6, ["Datei 5 = %d files"]],
  ])("with %s pairs singular and plural", async (_, forms, expected) => {
    const lines = Array.from({ length: forms }, (_form, i) => `msgstr[${i}] "Datei ${i}"`);
    const { segments } = await readPo(`${german}\nmsgid "one file"\nmsgid_plural "%d files"\n${lines.join("\n")}\n`);
    expect(segments.map((segment) => `${segment.texts.get("de")} = ${segment.texts.get("en")}`)).toEqual(expected);
  });

  test("takes its language from the header, else from the name of the file", async () => {
    const message = 'msgid "House"\nmsgstr "Casa"\n';
    expect((await readPo(message, "pt-BR")).segments[0]!.texts.get("pt-BR")).toBe("Casa");
    expect((await readPo(`${german}\n${message}`, "es")).segments[0]!.texts.get("de")).toBe("Casa");
    await expect(readPo(message)).rejects.toThrow(/a.po names no language; add "Language: de/);
  });

  test("in another encoding is refused, a line that belongs to nothing is reported", async () => {
    await expect(readPo('msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n')).rejects.toThrow(
      /written in ISO-8859-1; convert it first: msgconv/,
    );
    const { segments, issues } = await readPo(`${german}\nmsgid "a"\nmsgstr "b\nmsgid "c"\nmsgstr "d"\n`);
    expect(issues).toEqual(['7: no line of a catalogue: msgstr "b']);
    expect(segments.at(-1)!.texts).toEqual(texts("c", "d"));
  });
});

describe("a translation memory", () => {
  const memory = (...units: string[]): string =>
    `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>\n${units.join("\n")}\n</body></tmx>`;
  const unit = `<tu tuid="7"><prop type="x-document">intro.html</prop>
<tuv xml:lang="en-us"><seg>Press <bpt i="1">&lt;b&gt;</bpt><hi>F5</hi><ept i="1">&lt;/b&gt;</ept> &amp; wait.</seg></tuv>
<tuv lang="DE"><prop type="note">x</prop><seg>F5 drücken.</seg></tuv></tu>`;

  test("gives units with their texts, without the codes in them", async () => {
    const { segments, issues } = await readTmx([memory(unit, unit.replace(/<prop type="x-.*prop>/u, ""))]);
    const own = new Map([
      ["en-US", "Press F5 & wait."],
      ["de", "F5 drücken."],
    ]);
    expect(segments).toEqual([
      { document: "intro.html", segment: "7", texts: own },
      { document: "a.tmx#1", segment: "7", texts: own },
    ]);
    expect(issues).toEqual([]);
  });

  test("reads the same however the text arrives", async () => {
    const text = memory(unit, unit);
    const whole = await readTmx([text]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 20 }), async (places) => {
        const cuts = [0, ...places.toSorted((a, b) => a - b), text.length];
        const parts = cuts.slice(1).map((end, i) => text.slice(cuts[i], end));
        expect(await readTmx(parts)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test("reports units of one language, second texts and tags that are none, with their lines", async () => {
    const tuv = (language: string, text: string): string => `<tuv xml:lang="${language}"><seg>${text}</seg></tuv>`;
    const { segments, issues } = await readTmx([
      memory(
        `<tu>${tuv("en", "a")}</tu>`,
        `<tu>${tuv("en", "a")}${tuv("de", "b")}${tuv("de", "c")}</tu>`,
        `<tu>${tuv("english", "a")}${tuv("de", "b")}</tu>`,
      ),
    ]);
    expect(issues).toEqual([
      "3: a unit of 1 languages",
      "4: a second text in de",
      '5: "english" is no language tag',
      "5: a unit of 1 languages",
    ]);
    expect(segments).toEqual([{ document: "a.tmx#1", segment: "2", texts: texts("a", "b") }]);
  });

  test("that is no XML is refused with line and column", async () => {
    await expect(readTmx(["<tmx>\n<tu></body>"])).rejects.toThrow(/^a\.tmx:2:\d+: .*; a .tmx is XML in UTF-8/);
    await expect(readTmx(["<tmx><body>"])).rejects.toThrow(/^a\.tmx:1:\d+: /);
  });
});
