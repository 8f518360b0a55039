import type { Page, SignIn } from "arxivlens/api";
import { describe, expect, test } from "vitest";

import { scriptJson } from "../src/frame/island.tsx";
import { seriesOf, withMetric } from "../src/lab/series.ts";
import { placeLabels } from "../src/map/map-labels.ts";
import { render } from "../src/server/render.tsx";
import { stableMoe } from "./fixtures/papers.ts";
import { pages } from "./fixtures/pages.ts";
import { inventedRun } from "./fixtures/runs.ts";
import { work } from "./fixtures/works.ts";

describe.each([...pages])("page %s", (_path, page) => {
  const html = render(page);

  test("is a whole document with one main heading and a skip link to its content", () => {
    expect(html.startsWith("<!doctype html>\n<html lang=")).toBe(true);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).toContain('href="#content"');
    expect(html).toContain('id="content"');
  });

  test("holds no inline style, no inline script and no foreign resource", () => {
    expect(html).not.toMatch(/\sstyle="/);
    expect(html).not.toMatch(/<script(?![^>]*(?:type="application\/(?:ld\+)?json"|src="\/))/);
    expect(html).not.toMatch(/(?:src|action)="https?:/);
  });
});

test("search hits, similar papers and lists of citations name those that were withdrawn", () => {
  const [search, paper] = [pages.get("/search"), pages.get("/abs/2204.08396")];
  if (search === undefined || paper === undefined) throw new RangeError("no such page");
  const told = {
    source: "openalex",
    listed: 43,
    resolved: 41,
    unresolved: 1,
    dangling: 1,
    withheld: false,
    cut: false,
    toldOn: "2024-02-03",
  };
  const citations: Page = {
    kind: "related",
    path: paper.path,
    freshness: paper.freshness,
    viewer: null,
    signIn: null,
    work: work("reference", 0),
    related: {
      key: "work:reference-0",
      role: "citing",
      order: "new",
      total: 6,
      page: 1,
      pageSize: 100,
      pages: 1,
      works: Array.from({ length: 6 }, (_, index) => work("citing", index)),
      lists: [told],
    },
  };
  for (const [page, list] of [
    [search, /<ol class="hits"[\s\S]*?<\/ol>/],
    [paper, /<ol class="similar-list"[\s\S]*?<\/ol>/],
    [citations, /<table[\s\S]*?<\/table>/],
  ] as const)
    expect(
      list.exec(render(page))?.[0].match(/<span class="withdrawn-word">[^<]*(?:<!-- -->)?withdrawn</g),
    ).toHaveLength(1);
  expect(render(citations)).toContain("OpenAlex: 41 of 43 entries recognised, 1 name nothing any more (2024-02-03).");
});

test("the map of a library says what is wrong with a query that cannot be read, and leads to the one meant", () => {
  const base = pages.get("/search");
  if (base === undefined) throw new RangeError("no such page");
  const selection = { q: "(quiet", folder: null, tag: "moe", state: null, sort: "relevance", page: 1 } as const;
  const fault = { message: "a bracket is not closed", position: 0, length: 1, suggestion: "(quiet)" };
  const list = { selection, folder: null, total: 0, taken: 0, unknown: 0, fault };
  const { path, freshness } = base;
  const map = { typed: "", lines: [], seeds: [], joint: null, list, own: null };
  const html = render({ kind: "map", path, freshness, viewer: null, signIn: null, map }).replaceAll("<!-- -->", "");
  expect(html).toContain("Nothing is drawn, because the query cannot be read: a bracket is not closed.");
  expect(html).toContain('href="/map?from=library&amp;q=%28quiet%29&amp;tag=moe"');
  expect(html).not.toContain("There is no such paper in your library.");
});

test("the paper page names licence, categories and dates in words", () => {
  const page = pages.get("/abs/2204.08396");
  const html = page === undefined ? "" : render(page);
  for (const text of [
    "arXiv non-exclusive distribution 1.0",
    "Computation and Language",
    "18 April 2022",
    "ACL-2022",
    "Sentence 4 of",
  ])
    expect(html).toContain(text);
});

test("a hit marks the names and the comment that a query means, however far down the list of names", () => {
  const page = pages.get("/search");
  if (page?.kind !== "search") throw new RangeError("no such page");
  const [first] = page.search.hits;
  if (first === undefined) throw new RangeError("no hit");
  const authors = Array.from({ length: 40 }, (_, at) => `Ada Author${at}`);
  const places = [
    { ranges: [[4, 11]] as const, author: 0 },
    ...[7, 8, 20, 30].map((author) => ({ author, ranges: [[0, 3]] as const })),
  ];
  const hit = {
    ...first,
    authors,
    authorHighlights: places,
    comments: "12 pages, 3 figures",
    commentsHighlights: [[3, 8]] as const,
  };
  const html = render({ ...page, search: { ...page.search, hits: [hit] } }).replaceAll("<!-- -->", "");
  const list = /<p class="authors">.*?<\/p>/u.exec(html)?.[0].replaceAll(/<a href="[^"]*">|<\/a>|<\/?span>/gu, "");
  expect(list).toBe(
    '<p class="authors">Ada <mark>Author0</mark>, Ada Author1, Ada Author2, Ada Author3, Ada Author4, …, <mark>Ada</mark> Author7, <mark>Ada</mark> Author8, …, <mark>Ada</mark> Author20 and 32 more</p>',
  );
  expect(html).toMatch(/Comments:<\/span> <span>12 <\/span><mark>pages<\/mark>, 3 figures/u);
  expect(render(page)).not.toContain("Comments:</span>");
});

test("the ledger says of which months nothing is here, and folds years without a paper", () => {
  const page = pages.get("/coverage");
  if (page?.kind !== "coverage") throw new RangeError("no such page");
  const none = { withdrawn: 0, vacant: 0, holes: 0 };
  const months = Array.from({ length: 37 }, (_, at) => {
    const since = 12 * 2011 - at;
    const [year, number] = [Math.floor(since / 12), 1 + (since % 12)];
    const month = `${String(year - 2000).padStart(2, "0")}${String(number).padStart(2, "0")}`;
    return { month, year, number, present: at === 0 || at === 36 ? 5 : 0, ...none };
  });
  const html = render({ ...page, view: { ...page.view, months, emptyMonths: 35 } });
  const ledger = html.slice(html.indexOf('class="ledger"'));
  const rows = [...ledger.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/gu)].map(
    ([, year = "", cells = ""]) => [
      year,
      cells
        .replaceAll(/<[^>]*>/gu, " ")
        .replaceAll(/\s+/gu, " ")
        .trim(),
    ],
  );
  expect(rows.slice(0, 3)).toEqual([
    ["2011", expect.stringContaining("● Jan 2011: 5 present")],
    ["2009–2010", "nothing here (24 months) 0"],
    ["2008", expect.stringMatching(/none Feb 2008 to Dec 2008 ?: nothing here/u)],
  ]);
  expect(html).toContain("<dt>months with nothing here</dt><dd>35</dd>");
});

test("a month of which nothing is here names the day from which to ask for it", () => {
  const page = pages.get("/coverage");
  if (page?.kind !== "coverage") throw new RangeError("no such page");
  const runs = page.view.runs.map((run) => ({ ...run, present: 0 }));
  const html = render({ ...page, view: { ...page.view, month: "9108", firstDay: "1991-08-01", runs } });
  expect(html).toContain("arxivlens sync --from 1991-08-01 to ask");
});

describe("the menu of whoever reads", () => {
  const viewer = {
    accountKey: 1,
    name: "owner",
    displayName: "Owner",
    role: "admin",
    formToken: "t",
    unread: 0,
  } as const;
  const home = pages.get("/");
  const menuOf = (signIn: SignIn | null): string => (home === undefined ? "" : render({ ...home, viewer, signIn }));

  test("leads to the people where they have accounts", () => {
    expect(menuOf({ password: true, oidc: null })).toContain('href="/admin/people"');
  });

  test("leads the owner of an instance of their own to nothing that is not there", () => {
    const html = menuOf(null);
    expect(html).toContain('href="/library"');
    expect(html).not.toContain("/admin/people");
    expect(html).not.toContain("/logout");
  });
});

test("island data cannot end its own script element", () => {
  expect(scriptJson({ title: "</script><script>alert(1)" })).not.toContain("</script");
  expect(JSON.parse(scriptJson({ title: "</script>\u2028" }))).toEqual({ title: "</script>\u2028" });
});

test("labels of the map cover neither one another nor leave the drawing", () => {
  const labels = placeLabels(stableMoe.map.nodes, stableMoe.map.nodes, {
    unit: 1,
    size: 1,
    most: 30,
    visible: () => true,
    width: 1000,
  });
  expect(labels.length).toBeGreaterThan(5);
  expect(new Set(labels.map(({ node }) => node)).size).toBe(labels.length);
  expect(labels.every(({ x }) => x >= 0 && x <= 1000)).toBe(true);
});

describe("series of a run", () => {
  test("the change rate is zero at every probe after the freeze", () => {
    const { changeRate, freezeStep } = seriesOf(inventedRun("r", "finished", 300));
    expect(freezeStep).toBe(180);
    expect(changeRate.filter(({ x }) => x > 180).every(({ y }) => y === 0)).toBe(true);
  });

  test("a metric that arrives twice is kept once", () => {
    const run = inventedRun("r", "running", 30);
    const last = run.metrics.at(-1);
    expect(last === undefined ? run : withMetric(run, last)).toBe(run);
  });
});
