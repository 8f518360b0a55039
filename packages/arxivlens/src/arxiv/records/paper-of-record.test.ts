import { describe, expect, test } from "vitest";

import { parseAbsFile } from "./abs-file.ts";
import { parseOaiAnswer } from "./oai-answer.ts";
import { parseOpenAlexPage } from "./openalex-works.ts";
import { paperOfAbsFile, paperOfOaiRecord, paperOfRssItem, paperOfSnapshot } from "./paper-of-record.ts";
import { paperOfOpenAlexWork, paperOfScholarPaper } from "./paper-of-work.ts";
import { parseRssFeed } from "./rss-feed.ts";
import { parseScholarAnswer } from "./semantic-scholar.ts";
import { parseSnapshotLine } from "./snapshot-line.ts";

const raw = (inside: string): ReturnType<typeof paperOfOaiRecord> => {
  const answer = parseOaiAnswer(`<OAI-PMH><ListRecords><record>
    <header><identifier>oai:arXiv.org:2401.90001</identifier><datestamp>2024-02-03</datestamp></header>
    <metadata><arXivRaw><id>2401.90001</id><title>Sparse toys</title>${inside}</arXivRaw></metadata>
  </record></ListRecords></OAI-PMH>`);
  const [record] = answer.records;
  return record === undefined ? null : paperOfOaiRecord(record);
};
const version = (number: number, size: string, type: string): string =>
  `<version version="v${number}"><date>Mon, 15 Jan 2024 18:00:01 GMT</date><size>${size}</size><source_type>${type}</source_type></version>`;

describe("a record of OAI-PMH", () => {
  test("keeps every fact, also an MSC code in the place of ACM's; aliases of categories go", () => {
    expect(
      raw(`<submitter>Ada Example</submitter>${version(1, "14kb", "D")}
        <authors>Ada Example (1), Erd\\H{o}s Sample and the TOY Collaboration ((1) Inst. of Toys)</authors>
        <categories>math.MP cs.IT math.IT</categories><report-no>TOY-1</report-no><msc-class>65F50</msc-class>
        <acm-class>65F50</acm-class><doi>10.0000/toys.1 doi:10.0000/toys.2</doi><license>http://l</license>`),
    ).toMatchObject({
      key: "2401.90001",
      authors: ["Ada Example", "Erdős Sample", "TOY Collaboration"],
      submitter: "Ada Example",
      categories: ["math-ph", "cs.IT"],
      reportNo: "TOY-1",
      mscClass: "65F50",
      acmClass: "65F50",
      doi: ["10.0000/toys.1", "10.0000/toys.2"],
      licenseUrl: "http://l",
      submittedAt: "2024-01-15",
      versions: [{ version: 1, submittedAt: "2024-01-15T18:00:01Z", size: "14kb", sourceType: "D" }],
      withdrawn: false,
    });
  });

  test.each([
    [version(1, "14kb", "D") + version(2, "0kb", "I"), true],
    [version(1, "14kb", "D") + version(2, "1kb", "AI"), true],
    [version(1, "0kb", ""), true],
    [version(1, "0kb", "I") + version(2, "14kb", "D"), false],
    [`${version(1, "14kb", "D")}<comments>Section 3 withdrawn, replaced</comments>`, false],
    ["<comments>This paper has been withdrawn by the author</comments>", true],
    ["<comments>withdrawn due to an error</comments>", true],
    ["<comments>12 pages</comments>", false],
  ])("%s: withdrawn %s", (inside, withdrawn) => {
    expect(raw(inside)?.withdrawn).toBe(withdrawn);
  });

  test("without title or id, or deleted, is no paper; an unknown format is named", () => {
    const answer = parseOaiAnswer(`<OAI-PMH><ListRecords>
      <record><header status="deleted"><identifier>oai:arXiv.org:2401.90001</identifier></header></record>
      <record><header><identifier>a</identifier></header><metadata><arXivRaw><id>2401.90001</id></arXivRaw></metadata></record>
      <record><header><identifier>b</identifier></header><metadata><marc/></metadata></record>
      <record><header/></record></ListRecords></OAI-PMH>`);
    expect(answer.records.map((record) => paperOfOaiRecord(record))).toEqual([null, null]);
    expect(answer.unreadable).toEqual([
      { record: "b", reason: expect.stringContaining("marc") },
      { record: "record 4", reason: expect.stringContaining("identifier") },
    ]);
  });
});

test("a line of the snapshot without split names has its authors from the typed list", () => {
  const line = {
    id: "2401.90001",
    title: "Sparse\n  toys",
    authors: "A. Example and\n B. Sample",
    categories: "cs.LG",
  };
  const read = parseSnapshotLine(JSON.stringify(line));
  expect(read.ok ? paperOfSnapshot(read.value) : read.error).toMatchObject({
    title: "Sparse toys",
    authors: ["A. Example", "B. Sample"],
    authorsText: "A. Example and B. Sample",
    sources: ["arxiv-snapshot"],
  });
});

test("a record file of a withdrawn paper", () => {
  const file = `---\n\\\\\narXiv:0704.0001\nFrom: Ada Example <a@b>\nDate: Sat, 31 Mar 2007 05:32:49 GMT   (12kb)
Date (revised v2): Tue, 19 Aug 2008 04:46:47 GMT   (0kb,I)\n\nTitle: Sparse\n  toys\nAuthors: A. Example (Here)
Categories: cs.LG\n\\\\\n  One.\n\\\\\n  Two.\n\\\\\n`;
  expect(paperOfAbsFile(parseAbsFile(file))).toMatchObject({
    key: "0704.0001",
    title: "Sparse toys",
    authors: ["A. Example"],
    submitter: "Ada Example",
    abstract: "One. \\\\ Two.",
    versions: [
      { version: 1, submittedAt: "2007-03-31T05:32:49Z", size: "12kb" },
      { version: 2, submittedAt: "2008-08-19T04:46:47Z", size: "0kb", sourceType: "I" },
    ],
    withdrawn: true,
  });
});

test("an announcement is a paper without dates", () => {
  const feed = parseRssFeed(`<rss><channel><item><title>Sparse toys</title><guid>oai:arXiv.org:2401.90001v2</guid>
    <description>arXiv:2401.90001v2 Announce Type: replace
Abstract: One. Abstract: two.</description><category>cs.SY</category><creator>A. B (C, D), E. F</creator></item>
    <item><guid>nonsense</guid></item></channel></rss>`);
  expect(feed.items.map(paperOfRssItem)).toMatchObject([
    {
      key: "2401.90001",
      abstract: "One. Abstract: two.",
      categories: ["eess.SY"],
      authors: ["A. B", "E. F"],
      submittedAt: null,
    },
  ]);
  expect(feed.unreadable.map(({ record }) => record)).toEqual(["nonsense"]);
});

test("works of other services are papers where they have an arXiv id", () => {
  const { works } = parseOpenAlexPage(
    JSON.stringify({
      results: [
        {
          id: "https://openalex.org/W1",
          title: "T",
          doi: "https://doi.org/10.48550/arxiv.2401.90001",
          is_retracted: true,
        },
        { id: "https://openalex.org/W2", title: "T", doi: "https://doi.org/10.0000/toys.1" },
      ],
    }),
  );
  expect(works.map(paperOfOpenAlexWork)).toMatchObject([{ key: "2401.90001", doi: [], withdrawn: true }, null]);
  const { papers } = parseScholarAnswer(
    JSON.stringify([{ paperId: "1", title: "T", externalIds: { ArXiv: "2401.90001", DOI: "10.0000/toys.1" } }, null]),
  );
  expect(papers?.map((paper) => paper && paperOfScholarPaper(paper))).toMatchObject([
    { key: "2401.90001", doi: ["10.0000/toys.1"], abstract: null },
    null,
  ]);
});
