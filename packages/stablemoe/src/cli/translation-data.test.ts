import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { hash32 } from "@stablemoe/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BucketedBatches } from "../data/parallel/bucketed-batches.ts";
import { comparableText } from "../data/parallel/cleaning.ts";
import { splitOf } from "../data/split-documents.ts";
import { type CalledCommand, called } from "../../test/called-command.ts";
import { readParallel } from "./parallel-files.ts";
import { readManifest } from "./token-data.ts";
import { type TranslationData, type TranslationManifest, openTranslationData } from "./translation-data.ts";

const shared = join(process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared"), "data");

const call = (...args: readonly string[]): Promise<CalledCommand> => called(args);

/** A made-up language pair: each English word has one word in "de" and one in "el". */
const lexicon = [
  ["river", "Fluss", "ποτάμι"],
  ["stone", "Stein", "πέτρα"],
  ["cloud", "Wolke", "σύννεφο"],
  ["garden", "Garten", "κήπος"],
  ["winter", "Winter", "χειμώνας"],
  ["signal", "Zeichen", "σήμα"],
] as const;
const sentence = (row: number, language: 0 | 1 | 2): string =>
  Array.from({ length: 3 + (row % 5) }, (_, i) => lexicon[hash32(row, i) % lexicon.length]![language]).join(" ");
const table = [
  "page\tid\ten\tde\tel",
  ...Array.from({ length: 900 }, (_, row) =>
    [`page ${row % 60}`, row, sentence(row, 0), sentence(row, 1), row % 3 === 0 ? "" : sentence(row, 2)].join("\t"),
  ),
  // Said before on another page, with other capitals: the same text for whoever holds parts against each other.
  ...Array.from({ length: 50 }, (_, row) =>
    [`page ${row % 60}`, row, sentence(row + 40, 0).toUpperCase(), sentence(row + 40, 1), ""].join("\t"),
  ),
].join("\n");

let folder = "";
let data = "";
let built: TranslationManifest & { readonly skipped: number };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parallel-"));
  data = join(folder, "data");
  writeFileSync(join(folder, "pairs.tsv.gz"), gzipSync(table));
  const { code, out, err } = await call(
    "data",
    "build",
    "--parallel",
    join(folder, "pairs.tsv.gz"),
    "--directions",
    "many-en,en-de",
    "--out",
    data,
    "--vocab-size",
    "320",
    "--valid-share",
    "0.1",
    "--test-share",
    "0.1",
    "--shard-tokens",
    "2000",
    "--json",
  );
  expect(err).not.toContain("error");
  expect(code).toBe(0);
  built = JSON.parse(out) as typeof built;
});
afterAll(() => rmSync(folder, { recursive: true }));

const decoded = ({ tokenizer, ...opened }: TranslationData, split: "train" | "valid" | "test") => {
  const pairs = opened.pairs(split);
  return Array.from({ length: pairs.count }, (_, pair) => {
    const { source, target } = pairs.directions[pairs.directionOf(pair)]!;
    return {
      direction: `${source}>${target}`,
      source: tokenizer.decode(pairs.sourceOf(pair)),
      target: tokenizer.decode(pairs.targetOf(pair)),
    };
  });
};

describe("built parallel text", () => {
  test("names its languages and directions, and has a tag for each target", () => {
    const { manifest, tokenizer, tagIds } = openTranslationData(data);
    expect(manifest.languages).toEqual(["de", "el", "en"]);
    expect(manifest.directions).toEqual([
      { source: "de", target: "en" },
      { source: "el", target: "en" },
      { source: "en", target: "de" },
    ]);
    expect(tagIds.map((id) => tokenizer.tokenText(id))).toEqual(["<2en>", "<2en>", "<2de>"]);
    expect(manifest.splits.train.shards.length).toBeGreaterThan(1);
    expect(built.splits).toEqual(manifest.splits);
  });

  test("decodes to the texts it was built from, in every direction", () => {
    const opened = openTranslationData(data);
    const known = new Set<string>();
    for (const line of table.split("\n").slice(1)) {
      const [, , en, de, el] = line.split("\t");
      for (const [direction, source, target] of [
        ["de>en", de, en],
        ["el>en", el, en],
        ["en>de", en, de],
      ]) {
        known.add(`${direction} ${source} = ${target}`);
      }
    }
    for (const split of ["train", "valid", "test"] as const) {
      const pairs = decoded(opened, split);
      expect(pairs.length).toBe(opened.manifest.splits[split].pairs);
      expect(pairs.length).toBeGreaterThan(0);
      for (const { direction, source, target } of pairs) {
        expect(known).toContain(`${direction} ${source} = ${target}`);
      }
    }
  });

  test("keeps the texts of held-out pairs beside their tokens, in the same order", () => {
    const opened = openTranslationData(data);
    for (const split of ["valid", "test"] as const) {
      const texts = opened.texts(split);
      expect(
        texts.map(({ source, reference, direction }) => ({
          direction: `${direction.source}>${direction.target}`,
          source,
          target: reference,
        })),
      ).toEqual(decoded(opened, split));
      for (const { document } of texts) {
        expect(splitOf(document, { seed: 1, validShare: 0.1, testShare: 0.1 })).toBe(split);
      }
    }
  });

  test("no text of training is one of the held-out parts, and those left out for it are counted", () => {
    const opened = openTranslationData(data);
    const heldOut = new Set(
      (["valid", "test"] as const).flatMap((split) =>
        decoded(opened, split).flatMap(({ source, target }) => [comparableText(source), comparableText(target)]),
      ),
    );
    for (const { source, target } of decoded(opened, "train")) {
      expect(heldOut).not.toContain(comparableText(source));
      expect(heldOut).not.toContain(comparableText(target));
    }
    expect(built.report.dropped.map(({ reason }) => reason)).toContain("in-held-out-part");
  });

  test("every pair that was read is in a part or counted as left out", () => {
    const inParts = Object.values(built.splits).reduce((sum, { pairsPerDirection }) => sum + pairsPerDirection[0]!, 0);
    const leftOut = built.report.dropped
      .filter(({ where }) => where === "de-en" || where === "en-de")
      .reduce((sum, { count }) => sum + count, 0);
    expect(inParts + leftOut).toBe(950);
  });

  test("feeds batches to a trainer", () => {
    const opened = openTranslationData(data);
    const { tokenizer, tagIds } = opened;
    const batches = new BucketedBatches(opened.pairs("train"), {
      padId: tokenizer.padId,
      eosId: tokenizer.eosId,
      tagIds,
      maxTokens: 200,
    });
    const batch = batches.batchAt(0);
    const tag = batch.source[0]!;
    expect(["<2en>", "<2de>"]).toContain(tokenizer.tokenText(tag));
    expect(batch.source[batch.sourceLengths[0]! - 1]).toBe(tokenizer.eosId);
  });

  test("the same call writes the same bytes", async () => {
    const again = join(folder, "again");
    await call(
      "data",
      "build",
      "--parallel",
      join(folder, "pairs.tsv.gz"),
      "--directions",
      "many-en,en-de",
      "--out",
      again,
      "--vocab-size",
      "320",
      "--valid-share",
      "0.1",
      "--test-share",
      "0.1",
      "--shard-tokens",
      "2000",
    );
    expect(readdirSync(again)).toEqual(readdirSync(data));
    for (const name of readdirSync(data)) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(data, name))), name).toBe(true);
    }
  });
});

test("long texts are cut into sentences where asked, else left out, and counted either way", async () => {
  const rows = Array.from({ length: 40 }, (_, row) =>
    [`page ${row}`, `The river ${row}. Every stone there.`, `Der Fluss ${row}. Jeder Stein dort.`].join("\t"),
  );
  writeFileSync(join(folder, "long.tsv"), ["page\ten\tde", ...rows, "page x\tshort\tkurz"].join("\n"));
  const build = async (long: string) => {
    const out = join(folder, `long-${long}`);
    // Bytes alone: 21 of a longest sentence, 35 of two; tag and end are 2 more.
    const args = ["--vocab-size", "260", "--max-length", "23", "--valid-share", "0", "--test-share", "0"];
    const { code } = await call(
      "data",
      "build",
      "--parallel",
      join(folder, "long.tsv"),
      "--out",
      out,
      "--long",
      long,
      ...args,
    );
    expect(code).toBe(0);
    return openTranslationData(out);
  };
  const cut = await build("split");
  expect(cut.manifest.splits.train).toMatchObject({ segments: 41, cutSegments: 40, pairs: 81 });
  expect(decoded(cut, "train")).toContainEqual({ direction: "de>en", source: "Der Fluss 7.", target: "The river 7." });
  const dropped = await build("drop");
  expect(dropped.manifest.splits.train).toMatchObject({ segments: 41, cutSegments: 0, pairs: 1 });
  expect(dropped.manifest.report.dropped).toMatchObject([{ reason: "too-many-tokens", where: "en-de", count: 40 }]);
});

describe("data verify", () => {
  test("reads everything once", async () => {
    const { code, out } = await call("data", "verify", data);
    expect(code).toBe(0);
    expect(out).toMatch(/el > en +\d+ +\d+ +\d+/);
    expect(out).toMatch(/320 types, 3 languages, 950 segments/);
  });

  test.each(["train-00000.tokens", "test.pairs", "valid.texts.jsonl", "tokenizer.json"])(
    "tells that %s was changed or is missing",
    async (name) => {
      const path = join(data, name);
      const whole = readFileSync(path);
      const changed = Buffer.from(whole);
      changed[changed.length - 3]! ^= 1;
      try {
        writeFileSync(path, changed);
        expect(await call("data", "verify", data)).toMatchObject({ code: 1, err: expect.stringContaining(name) });
        rmSync(path);
        expect(await call("data", "verify", data)).toMatchObject({ code: 1, err: expect.stringContaining(name) });
      } finally {
        writeFileSync(path, whole);
      }
    },
  );
});

describe("what cannot be built", () => {
  const build = (...args: string[]) => call("data", "build", "--out", join(folder, "bad"), ...args);

  test.each([
    ["unknown languages list the known ones", ["--directions", "xx-en"], /xx-en; the languages here are de, el, en/],
    ["a corpus beside parallel text", ["--corpus", "x"], /--corpus or --parallel, not both/],
    ["an unknown way with long texts", ["--long", "cut"], /--long is drop or split, not "cut"/],
    ["limits that leave nothing", ["--max-length", "3"], /no pair is left for training; left out: .*too-many-tokens/],
    ["impossible shares", ["--valid-share", "1"], /must leave a rest for training/],
  ])("%s", async (_, args, message) => {
    const { code, err } = await build("--parallel", join(folder, "pairs.tsv.gz"), "--vocab-size", "300", ...args);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
    expect(readdirSync(folder).filter((name) => name.startsWith("bad"))).toEqual([]);
  });

  test("data of one language and parallel data are not taken for each other", async () => {
    writeFileSync(join(folder, "a.txt"), "words ".repeat(500));
    await call(
      "data",
      "build",
      "--corpus",
      join(folder, "a.txt"),
      "--out",
      join(folder, "mono"),
      "--vocab-size",
      "300",
    );
    expect(() => openTranslationData(join(folder, "mono"))).toThrow(/holds text of one language/);
    expect(() => readManifest(data)).toThrow(/holds parallel text/);
    expect(() => openTranslationData(folder)).toThrow(/holds no built data/);
  });
});

describe("files of parallel text", () => {
  const read = async (...paths: string[]) => {
    const all = [];
    for await (const segment of readParallel(paths, () => {})) all.push(segment);
    return all;
  };

  test("aligned files are found by their common name or in a folder, tables beside them", async () => {
    const set = mkdtempSync(join(folder, "set-"));
    writeFileSync(join(set, "news.de"), "Haus\nBaum\n");
    writeFileSync(join(set, "news.pt_BR.gz"), gzipSync("casa\nárvore\n"));
    writeFileSync(join(set, "more.tsv"), "en\tde\nriver\tFluss\n");
    writeFileSync(join(set, "README.md"), "no text");
    const second = {
      document: "news#1",
      segment: "2",
      texts: new Map([
        ["de", "Baum"],
        ["pt-BR", "árvore"],
      ]),
    };
    expect((await read(join(set, "news")))[1]).toEqual(second);
    expect((await read(set)).map(({ document }) => document)).toEqual(["more.tsv#1", "news#1", "news#1"]);
    writeFileSync(join(set, "app.pt_BR.po"), 'msgid "star"\nmsgstr "estrela"\n');
    writeFileSync(
      join(set, "memory.tmx"),
      '<tmx><body><tu><tuv xml:lang="en"><seg>sea</seg></tuv><tuv xml:lang="de"><seg>Meer</seg></tuv></tu></body></tmx>',
    );
    expect((await read(set)).map(({ texts }) => [...texts.keys()].join())).toEqual([
      "en,pt-BR",
      "en,de",
      "en,de",
      "de,pt-BR",
      "de,pt-BR",
    ]);
    await expect(read(join(set, "olds"))).rejects.toThrow(/there is no parallel text at/);
    await expect(read(join(set, "README.md"))).rejects.toThrow(/unknown kind/);
  });

  const help = join(shared, "mt-libreoffice-help", "parallel.tsv.gz");
  test.skipIf(!existsSync(help))("32,913 paragraphs in nine languages", async () => {
    const segments = await read(help);
    expect(segments.length).toBe(32_913);
    const count = (language: string): number => segments.filter(({ texts }) => texts.has(language)).length;
    expect([count("de"), count("el"), count("es"), count("pt-BR")]).toEqual([32_715, 32_626, 28_070, 32_812]);
  });

  const editor = join(shared, "mt-vscode-langpacks", "parallel.tsv.gz");
  test.skipIf(!existsSync(editor))(
    "11,314 messages of an editor become pairs of 12 languages with English",
    async () => {
      const out = join(folder, "editor");
      const { code, err } = await call(
        "data",
        "build",
        "--parallel",
        editor,
        "--out",
        out,
        "--vocab-size",
        "400",
        "--directions",
        "de-en,ru-en,ja-en",
      );
      expect([code, err]).toEqual([0, expect.not.stringContaining("error")]);
      const { manifest } = openTranslationData(out);
      expect(manifest.languages).toEqual(["de", "en", "ja", "ru"]);
      // 11,000 and more pairs of each language; few are left out, mostly for their length in so few types.
      for (const reason of ["control-characters", "wrong-encoding", "other-script"]) {
        const count = manifest.report.dropped.reduce((sum, drop) => sum + (drop.reason === reason ? drop.count : 0), 0);
        expect(count, reason).toBeLessThan(200);
      }
      expect(manifest.splits.train.pairs).toBeGreaterThan(20_000);
    },
  );
});
