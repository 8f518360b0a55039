import { expect, test } from "vitest";
import { plainDocument } from "../../../test/plain-document.ts";
import { dayNumber } from "./document.ts";
import { memoryDirectory } from "./index-directory.ts";
import { SegmentIndex } from "./segment-index.ts";

test("every work of the last and this century is in its year; years that can only be slips are not drawn", async () => {
  const dates = [
    "0012-01-01",
    "1905-06-30",
    "1969-12-31",
    "1970-01-01",
    "2017-06-12",
    "2017-12-06",
    "9999-01-01",
    null,
  ];
  const index = await SegmentIndex.open(memoryDirectory(), () => null);
  await index.add(
    dates.map((date, at) => ({
      ...plainDocument(at + 1, "work"),
      categories: [],
      day: date === null ? null : dayNumber(date),
    })),
  );
  await index.commit(1);
  const { facets } = await index.search({ query: { kind: "everything" }, limit: 1, offset: 0, facets: true });
  expect(facets?.years).toEqual([
    { value: "2017", papers: 2 },
    { value: "1970", papers: 1 },
    { value: "1969", papers: 1 },
    { value: "1905", papers: 1 },
  ]);
});
