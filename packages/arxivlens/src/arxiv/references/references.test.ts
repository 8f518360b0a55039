import { describe, expect, test } from "vitest";

import { parseBbl } from "./bbl-references.ts";
import { parseBibtexEntries } from "./bibtex-entries.ts";
import { parseBibtex } from "./bibtex-references.ts";
import { parseCitationJson, parseCitationRows } from "./citation-pairs.ts";
import { arxivIdsIn, doisIn } from "./cited-identifiers.ts";

describe("identifiers in running text", () => {
  test.each([
    ["A. Example, arXiv:2001.00001v2 [cs.LG].", ["2001.00001"]],
    ["CoRR abs/1409.0473, see http://arxiv.org/pdf/1409.0473", ["1409.0473"]],
    ["\\href{http://arxiv.org/abs/hep-th/9711200}{{\\tt hep-th/9711200}}", ["hep-th/9711200"]],
    ["math.GT/0309136; arXiv: 0704.0001", ["math/0309136", "0704.0001"]],
    ["\\eprint {arXiv:2001.00001}", ["2001.00001"]],
    ["pages 1204.5678, 10.1234/2001.00001, foo/1234567, arXiv:2013.00001", []],
  ])("%j names the papers %j", (text, ids) => {
    expect(arxivIdsIn(text)).toEqual(ids);
  });

  test.each([
    ["https://doi.org/10.1103/PhysRevD.76.013009.", ["10.1103/PhysRevD.76.013009"]],
    ["(doi:10.1002/(SICI)1097-4571(199806)49:8<693::AID>)", ["10.1002/(SICI)1097-4571(199806)49:8"]],
    ["\\doi{10.1000/a\\_b}, 10.48550/arXiv.2001.00001", ["10.1000/a_b"]],
  ])("%j names the DOIs %j", (text, dois) => {
    expect(doisIn(text)).toEqual(dois);
  });
});

describe("BibTeX", () => {
  test("values are braces, quotes, numbers and names, joined and nested", () => {
    const { entries, unreadable } = parseBibtexEntries(`
      A comment of no form. @comment{ignored {even} this}
      @string{toy = "J. Toys"} @preamble{"\\newcommand{\\x}{y}"}
      @Article(key:1, Title = {A {Toy} with "quotes"}, journal = toy # { B}, year = 2020, month = feb,
        note = "braces {"} inside", year = 1999,)
      @misc{empty,}`);
    expect(unreadable).toEqual([]);
    expect(entries.map(({ kind, key }) => [kind, key])).toEqual([
      ["article", "key:1"],
      ["misc", "empty"],
    ]);
    expect(Object.fromEntries(entries[0]?.fields ?? [])).toEqual({
      title: 'A {Toy} with "quotes"',
      journal: "J. Toys B",
      year: "2020",
      month: "February",
      note: 'braces {"} inside',
    });
  });

  test("an entry that is never closed costs only itself", () => {
    const { entries, unreadable } = parseBibtexEntries("@misc{a, title={x}}\n@misc{b, title={y\n@misc{c, title={z}}");
    expect(entries.map(({ key }) => key)).toEqual(["a", "c"]);
    expect(unreadable.map(({ record }) => record)).toEqual(["b"]);
  });

  test("a group that nothing closes takes the rest of its line, and what stands before is kept", () => {
    const { entries, unreadable } = parseBibtexEntries(`@misc{a, title={x}} ${"@misc{b, title={ ".repeat(3)}`);
    expect(entries.map(({ key }) => key)).toEqual(["a"]);
    expect(unreadable).toEqual([{ record: "b", at: 20, reason: expect.stringContaining("not closed") }]);
  });

  test.each(["@a{k,b={", '@a{k,b="', "@a{k,b="])("a megabyte of %j is read once, not once for each", (open) => {
    const text = open.repeat(1_000_000 / open.length);
    for (const each of [text, text + "}".repeat(200_000)])
      expect(parseBibtexEntries(each).unreadable.length).toBeGreaterThan(0);
  });

  test("names that double at each step end as faults, not as a text that fills the memory", () => {
    const doubled = Array.from({ length: 60 }, (_, at) => `@string{n${at + 1} = n${at} # n${at}}\n`).join("");
    const { entries, unreadable } = parseBibtexEntries(
      `@string{n0 = "toys"}\n${doubled}@misc{a, title = n3, note = n60}`,
    );
    expect(unreadable.length).toBeGreaterThan(0);
    expect(entries.map(({ fields }) => fields.get("note")?.length ?? 0).every((length) => length < 20_000)).toBe(true);
  });

  test("an entry becomes a reference with plain text and canonical identifiers", () => {
    const raw = `@article{toy,
  title = {{Stable} Toys for Erd\\H{o}s {\\&} Co.},
  author = {Example, Ada and {The TOY Collaboration} and M{\\"u}ller, Jr., Bo and others},
  journal = {arXiv preprint arXiv:2001.00001}, doi = {https://doi.org/10.1000/a\\_b}, date = {2020-01-05}
}`;
    expect(parseBibtex(raw).entries).toEqual([
      {
        raw,
        arxivId: "2001.00001",
        doi: "10.1000/a_b",
        title: "Stable Toys for Erdős & Co.",
        authors: ["Ada Example", "The TOY Collaboration", "Bo Müller Jr."],
        year: 2020,
      },
    ]);
  });
});

describe("typeset reference lists", () => {
  test("blocks: authors, then the title, then the rest", () => {
    const { entries } = parseBbl(`\\begin{thebibliography}{9}
\\bibitem[Example and Sample(2020)]{a}
Ada Example and Bo Sample.
\\newblock Toys that are {S}table. % a comment
\\newblock {\\em Journal of Toys}, 1(2):3--4, 2020.
\\end{thebibliography} \\bibitem{after} the end`);
    expect(entries).toEqual([
      expect.objectContaining({
        arxivId: null,
        title: "Toys that are Stable",
        authors: ["Ada Example", "Bo Sample"],
        year: 2020,
      }),
    ]);
  });

  test("titles in quotes, and journals in italics that are none; a paper for each identifier", () => {
    const { entries } = parseBbl(`\\bibitem{b} J.~M.~Example, \`\`The large toy limit,'' Adv. Toys {\\bf 2}, 231 (1998)
      [hep-th/9711200]; A. Sample, {\\it Phys. Rev. Toys} 1, 2 (1999), arXiv:0704.0001.
\\bibitem{c} A. Sample, {\\it Phys. Rev. Toys} 1, 2 (1999).`);
    expect(entries.map(({ arxivId, title, authors, year }) => ({ arxivId, title, authors, year }))).toEqual([
      { arxivId: "hep-th/9711200", title: "The large toy limit", authors: ["J. M. Example"], year: 1999 },
      { arxivId: "0704.0001", title: null, authors: [], year: null },
      { arxivId: null, title: null, authors: [], year: 1999 },
    ]);
  });

  test("biblatex's own form", () => {
    const { entries } = parseBbl(`\\entry{k}{article}{}
    \\name{author}{2}{}{%
      {{hash=1}{%
         family={Example},
         familyi={E\\bibinitperiod},
         given={Ada},
         giveni={A\\bibinitperiod}}}%
      {{hash=2}{%
         family={Müller},
         given={Bo},
         giveni={B\\bibinitperiod}}}%
    }
    \\strng{namehash}{1}
    \\field{eprinttype}{arXiv}
    \\field{title}{Stable {Toys}}
    \\field{year}{2020}
    \\verb{doi}
    \\verb 10.1000/a_b
    \\endverb
    \\verb{eprint}
    \\verb 2001.00001
    \\endverb
  \\endentry`);
    expect(entries).toEqual([
      expect.objectContaining({
        arxivId: "2001.00001",
        doi: "10.1000/a_b",
        title: "Stable Toys",
        authors: ["Ada Example", "Bo Müller"],
        year: 2020,
      }),
    ]);
  });
});

describe("pairs of identifiers", () => {
  const pair = { citing: "2001.00001", cited: "hep-th/9901001" };
  test.each([
    "2001.00001,hep-th/9901001",
    '"2001.00001" , "hep-th/9901001",0.5',
    "cited;citing\narXiv:hep-th/9901001;2001.00001v2",
    "# FromNodeId ToNodeId\n2001.00001\thep-th/9901001\r\n\r\n",
    "2001.00001 hep-th/9901001",
  ])("%j is one citation", (text) => {
    expect(parseCitationRows(text)).toEqual({ pairs: [pair], unreadable: [] });
  });

  test("a row that is none is named with its line, and the rest is read", () => {
    const { pairs, unreadable } = parseCitationRows(
      "2001.00001,9901001\n2001.00001,2001.00001v2\n2001.00001,hep-th/9901001",
    );
    expect(pairs).toEqual([pair]);
    expect(unreadable).toEqual([
      { record: "line 1", reason: expect.stringContaining('cited "9901001"') },
      { record: "line 2", reason: expect.stringContaining("cites itself") },
    ]);
  });

  test("JSON lists citations by paper or one by one", () => {
    expect(parseCitationJson('{"2001.00001": ["hep-th/9901001", 7]}')).toEqual({
      pairs: [pair],
      unreadable: [{ record: "2001.00001", reason: expect.stringContaining("cited") }],
    });
    expect(parseCitationJson(JSON.stringify([pair])).pairs).toEqual([pair]);
    expect(() => parseCitationJson("7")).toThrow(expect.objectContaining({ code: "no-citations" }));
  });
});
