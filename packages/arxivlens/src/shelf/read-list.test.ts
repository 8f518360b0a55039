import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperFormats } from "../arxiv/formats/paper-formats.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { readList } from "./read-list.ts";

const found = (text: string): readonly (readonly [string, string | null])[] =>
  readList(text).works.map(({ place, arxivId, doi }) => [place, arxivId ?? doi] as const);
const faults = (text: string): readonly (readonly [string, string])[] =>
  readList(text).unreadable.map(({ place, reason }) => [place, reason] as const);

describe("lists of identifiers", () => {
  test("hold ids and addresses in every form, one or several a line, with remarks", () => {
    const text = [
      "# my reading list",
      "2204.08396",
      "https://arxiv.org/pdf/1706.03762v5.pdf   # the famous one",
      "hep-th/9901001, arXiv:math.GT/0309136; 10.48550/arXiv.2101.03961",
      "10.1000/xyz.123",
      "",
    ].join("\r\n");
    expect(readList(text).format).toBe("ids");
    expect(found(text)).toEqual([
      ["line 2", "2204.08396"],
      ["line 3", "1706.03762"],
      ["line 4", "hep-th/9901001"],
      ["line 4", "math/0309136"],
      ["line 4", "2101.03961"],
      ["line 5", "10.1000/xyz.123"],
    ]);
    expect(faults(text)).toEqual([]);
  });

  test("name every line, or part of one, that is no identifier", () => {
    const text = "2204.08396\n2204.08396 nonsense\nAttention is all you need\nsee arXiv:1706.03762 for more\n13x3.1111";
    expect(found(text)).toEqual([
      ["line 1", "2204.08396"],
      ["line 2", "2204.08396"],
      ["line 4", "1706.03762"],
    ]);
    expect(faults(text)).toEqual([
      ["line 2", "it is neither an arXiv id nor a DOI"],
      ["line 3", "there is no arXiv id or DOI in it"],
      ["line 5", "there is no arXiv id or DOI in it"],
    ]);
  });
});

describe("BibTeX", () => {
  test("is read entry by entry; a broken one is named with its line", () => {
    const text = `% my library
@article{dai2022,
  title = {Stable{MoE}}, author = {Dai, Damai and others}, year = 2022,
  eprint = {2204.08396}, archivePrefix = {arXiv}
}
@misc{broken, title = {never closed
@book{empty, publisher = {Nobody}}
@inproceedings{titled, title = {A Title Alone}, year = {2019}}
`;
    const list = readList(text);
    expect(list.format).toBe("bibtex");
    expect(list.works.map(({ place, arxivId, title, year }) => [place, arxivId, title, year])).toEqual([
      ["line 2", "2204.08396", "StableMoE", 2022],
      ["line 8", null, "A Title Alone", 2019],
    ]);
    expect(faults(text)).toEqual([
      ["line 7", "it names neither an arXiv id nor a DOI nor a title"],
      ["line 6", "the entry is not closed or has a broken field"],
    ]);
  });
});

describe("lines of BibTeX", () => {
  test("are those of the entries themselves, also where keys and text repeat", () => {
    const text =
      "@misc{a, title={x}}\n@misc{k, title={y\n% k\n@misc{a, title={x}} @misc{b, title={x}}\n@misc{k, title={y";
    expect(readList(text).works.map(({ place }) => place)).toEqual(["line 1", "line 4", "line 4"]);
    expect(faults(text).map(([place]) => place)).toEqual(["line 2", "line 5"]);
  });
});

describe("RIS", () => {
  test("is read record by record, wrapped values and missing ends included", () => {
    const text = `stray words
TY  - UNPB
TI  - A title that
goes on
AU  - Dai, Damai
PY  - 2022/04/19
AN  - arXiv:2204.08396
TY  - JOUR
DO  - 10.1000/xyz
ER  - 

TY  - BOOK
PB  - Nobody
ER  -
`;
    const list = readList(text);
    expect(list.format).toBe("ris");
    expect(list.works).toMatchObject([
      { place: "line 2", arxivId: "2204.08396", title: "A title that goes on", authors: ["Damai Dai"], year: 2022 },
      { place: "line 8", doi: "10.1000/xyz", title: null },
    ]);
    expect(faults(text)).toEqual([
      ["line 1", "it stands outside of any record"],
      ["line 12", "it names neither an arXiv id nor a DOI nor a title"],
    ]);
  });
});

describe("CSL-JSON", () => {
  test("is read item by item, alone, in an array or among items", () => {
    const item = {
      title: "T",
      author: [{ family: "Dai", given: "Damai" }, { literal: "A Team" }, 7],
      issued: { "date-parts": [["2022", 4]] },
      archive: "arXiv",
      archive_location: "2204.08396",
    };
    for (const text of [item, [item], { items: [item] }].map((value) => JSON.stringify(value)))
      expect(readList(text)).toMatchObject({
        format: "csl-json",
        works: [{ place: "item 1", arxivId: "2204.08396", authors: ["Damai Dai", "A Team"], year: 2022 }],
        unreadable: [],
      });
    expect(faults(JSON.stringify([3, {}]))).toEqual([
      ["item 1", "it is no object with fields such as title"],
      ["item 2", "it names neither an arXiv id nor a DOI nor a title"],
    ]);
    expect(readList("[{").unreadable).toMatchObject([{ place: "the file" }]);
  });
});

test.each(["bibtex", "ris", "csl-json"] as const)("what %s exports comes back with its identifiers", (name) => {
  const papers = [
    inventedPaper("2001.00001", { title: "On $\\alpha$ & {braces}", doi: ["10.1000/a_b"] }),
    inventedPaper("hep-th/9901001", { journalRef: "J. Inv. 3 (1999) 7", withdrawn: true }),
    inventedPaper("0704.0001"),
  ];
  const list = readList(paperFormats[name].write(papers));
  expect(list.format).toBe(name);
  expect(list.works.map(({ arxivId }) => arxivId)).toEqual(papers.map(({ key }) => key));
  expect(list.unreadable).toEqual([]);
});

test("whatever the text, reading ends and every work has something to look for", () => {
  const pieces = fc.constantFrom(
    "@a{k,",
    "title={x}",
    "}",
    "TY  - A\n",
    "TI  - b\n",
    "ER  -\n",
    "[",
    '{"title":',
    "2204.08396",
    "\n",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join("")),
      ),
      (text) => {
        for (const { arxivId, doi, title } of readList(text).works) expect(arxivId ?? doi ?? title).not.toBeNull();
      },
    ),
  );
});
