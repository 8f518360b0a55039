import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StableMoeError } from "../../tokenizer/error.ts";
import { parseTextList, withoutAccents } from "./editor-strings.ts";
import { getParallel, parallelSources } from "./get-parallel.ts";
import { helpParagraphs } from "./help-page.ts";
import { type RunTool, runTool } from "./run-tool.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "get-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const table = (): string[] =>
  gunzipSync(readFileSync(join(folder, "out", "parallel.tsv.gz")))
    .toString()
    .split("\n");
const get = (name: string, run: RunTool, languages: string[] | null = null) =>
  getParallel(parallelSources[name]!, { out: join(folder, "out"), languages, run, say: () => {} });

describe("texts of an editor", () => {
  const lists: Readonly<Record<string, string>> = {
    "qps-ploc": 'undefined, "Çløsë Ðïæløg", "Ñø\\nrësµlts"',
    de: 'undefined, "Dialog schließen", "Keine\\nErgebnisse"',
    "pt-br": 'undefined, undefined, "Sem\\tresultados"',
  };
  /** Stands for npm and tar: a pack is the list of its language. */
  const run: RunTool = async (program, args, at) => {
    if (program === "npm") {
      const language = /language-pack-(.+)@/u.exec(args[1]!)![1]!;
      write(join(at, `${language}.tgz`), `var content = [${lists[language]}];\n\nexport { content as default };\n`);
      return JSON.stringify([{ filename: `${language}.tgz` }], undefined, 1);
    }
    write(join(at, args[2]!), readFileSync(join(at, args[1]!), "utf8"));
    return "";
  };

  test("are rows of the list that all languages share, English from the accented one", async () => {
    const got = await get("vscode-langpacks", run, ["pt_BR", "de", "en"]);
    expect(table()).toEqual([
      "id\ten\tde\tpt-BR",
      "1\tClose Dialog\tDialog schließen\t",
      "2\tNo results\tKeine Ergebnisse\tSem resultados",
      "",
    ]);
    expect(got).toMatchObject({ rows: 2, texts: { en: 2, de: 2, "pt-BR": 1 } });
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual(["NOTICE", "README.md", "parallel.tsv.gz"]);
    expect(readFileSync(join(folder, "out", "NOTICE"), "utf8")).toContain("MIT licence");
    expect(readFileSync(join(folder, "out", "README.md"), "utf8")).toContain("language-pack-pt-br@25.1.2");
  });

  test("that are not to be had leave nothing behind, and say why", async () => {
    const offline: RunTool = () => Promise.reject(new StableMoeError("tool-failed", "npm pack failed:\n  ENOTFOUND"));
    await expect(get("vscode-langpacks", offline)).rejects.toThrow(/could not be got: npm pack failed:\n.*ENOTFOUND/u);
    await expect(get("vscode-langpacks", run, ["de", "xx"])).rejects.toThrow(/has no xx; its languages are cs, de/);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, "out"));
    await expect(get("vscode-langpacks", run)).rejects.toThrow(/exists already/);
  });

  test.each([
    ['var content = ["a", 5];', /not a list of texts: item 1 is " 5\];"/],
    ['var content = ["a"', /item 0/],
    ["var content = 5;", /holds no list/],
    ['var content = ["\\x41"];', /a text that is not JSON/],
  ])("%j is refused", (module, message) => {
    expect(() => parseTextList(module, "m.js")).toThrow(message);
  });

  test("every letter of the alphabet comes back from its accented form", () => {
    expect(withoutAccents("Thë qµïçk þrøwñ føx jµmps øvër thë læzÿ ðøg")).toBe(
      "The quick brown fox jumps over the lazy dog",
    );
    expect(withoutAccents("ÆßÇÐËÏ£ÑØ§ÜÝ {0} 😀")).toBe("ABCDEILNOSUY {0} 😀");
  });
});

describe("paragraphs of a help page", () => {
  test("are those with an id: text of inner elements, entities, single spaces, no scripts", () => {
    const html = `<h1 id="h1">Find&nbsp;Bar</h1><p>no id</p><p id="p1">The <span>Find</span>
      toolbar &amp; <a href="x">more</a>.<script>x</script></p><p id="p2"> </p><p id="p3">open`;
    expect([...helpParagraphs(html)]).toEqual([
      ["h1", "Find Bar"],
      ["p1", "The Find toolbar & more."],
      ["p3", "open"],
    ]);
  });

  test("hold one word where the page has one for each system: the default, else the first", () => {
    const choice = (...variants: string[]): string =>
      `<span class="switchinline">${variants.map((id) => `<span hidden id="${id}"><b>${id}</b></span>`).join("")}</span>`;
    const html = `<p id="a">Press ${choice("MAC1", "default1")}+F or ${choice("default2", "WIN2")}.</p>
      <p id="b">In ${choice("WRITER", "CALC")} <span hidden>shown</span>.</p>
      <p id="c"><span class="switchinline"><span hidden id="CALC">sheet</span><span hidden id="default"></span></span></p>`;
    expect([...helpParagraphs(html).values()]).toEqual(["Press default1+F or default2.", "In WRITER shown.", "sheet"]);
  });

  test("are numbered where an id occurs again", () => {
    expect([...helpParagraphs('<p id="a">one</p><p id="a">two</p>')]).toEqual([
      ["a", "one"],
      ["a#2", "two"],
    ]);
  });
});

describe("help of an office suite", () => {
  const pages: Readonly<Record<string, string>> = {
    "libreoffice-help-en-us": "en-US",
    "libreoffice-help-de": "de",
  };
  /** Stands for apt-get and dpkg-deb: a package holds one page of two paragraphs. */
  const run: RunTool = async (program, args, at) => {
    if (program === "apt-get") {
      for (const name of args.slice(1)) write(join(at, `${name}_4%3a7.4_all.deb`), name);
      return "";
    }
    const name = readFileSync(join(at, args[1]!), "utf8");
    const root = join(at, args[2]!, "usr/share");
    const language = pages[name]!;
    write(
      join(root, "libreoffice/help", language, "text/shared/a.html"),
      `<p id="p1">one ${language}</p>${language === "de" ? "" : '<p id="p2">alone</p>'}`,
    );
    write(join(root, "doc", name, "copyright"), "License: MPL-2.0");
    return "";
  };

  test("are rows of page and paragraph, with the licence of the package", async () => {
    await get("libreoffice-help", run, ["de"]);
    expect(table()).toEqual(["page\tid\ten\tde", "shared/a.html\tp1\tone en-US\tone de", ""]);
    expect(readFileSync(join(folder, "out", "NOTICE"), "utf8")).toContain("License: MPL-2.0");
    expect(readFileSync(join(folder, "out", "README.md"), "utf8")).toContain("libreoffice-help-de_4:7.4_all.deb");
  });

  test("need apt, and say what can be had without", async () => {
    const without: RunTool = (program) => runTool(`no-such-${program}`, [], folder);
    await expect(get("libreoffice-help", without)).rejects.toThrow(
      /there is no program no-such-apt-get here\nthis source needs Debian or Ubuntu; vscode-langpacks/u,
    );
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

test("a program that fails is reported with the beginning of what it said", async () => {
  const script = "console.error('first\\nlast'); process.exit(3)";
  await expect(runTool(process.execPath, ["-e", script], folder)).rejects.toThrow(/failed:\n\s+first\n\s*last/u);
  expect(await runTool(process.execPath, ["-p", "1+1"], folder)).toBe("2\n");
});
