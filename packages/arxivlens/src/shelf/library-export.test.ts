import { expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import type { ShelfItem } from "../store/shelf-store.ts";
import { exportFormats, exportLibrary } from "./library-export.ts";
import { readList } from "./read-list.ts";

const item: ShelfItem = {
  paper: "2001.00001",
  addedAtMs: 1,
  state: "reading",
  note: "First line {odd\n\n- **bold** & 5%",
  noteChangedAtMs: 2,
  folders: [],
  tags: ["moe", "to cite"],
};
const entries = [
  { item, paper: inventedPaper("2001.00001", { title: "A *star* [and] $x_1$" }) },
  { item: { ...item, paper: "2401.00001", note: "", tags: [] }, paper: null },
];
const text = (format: (typeof exportFormats)[number]): string => exportLibrary(format, entries).text;

test("tags and notes travel in every format", () => {
  expect(text("bibtex")).toContain("keywords      = {moe, to cite}");
  expect(text("bibtex")).toContain("annote        = {First line (odd\n\n- **bold** \\& 5\\%}");
  expect(text("ris")).toContain("KW  - to cite\r\nN1  - First line {odd - **bold** & 5%");
  expect(JSON.parse(text("csl-json"))).toMatchObject([{ keyword: "cs.LG, cs.CL, moe, to cite", note: item.note }, {}]);
  expect(text("csv")).toContain('moe; to cite,"First line {odd\n\n- **bold** & 5%"');
  expect(text("markdown")).toBe(
    "# Library\n\n- [A \\*star\\* \\[and\\] x\\_1](https://arxiv.org/abs/2001.00001). Ada Example, Bo Sample. 2020. reading. `moe` `to cite`\n" +
      "\n  First line {odd\n\n  - **bold** & 5%\n\n- [2401.00001](https://arxiv.org/abs/2401.00001). reading.\n",
  );
});

test.each(["bibtex", "ris", "csl-json"] as const)(
  "an exported %s file can be imported again, whatever its notes",
  (format) => {
    const list = readList(text(format));
    expect(list.works.map(({ arxivId }) => arxivId)).toEqual(["2001.00001", "2401.00001"]);
    expect(list.unreadable).toEqual([]);
  },
);
