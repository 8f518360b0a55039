import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query.ts";
import { takenConditions, withCondition } from "./refine-query.ts";

describe("narrowing a query", () => {
  test.each([
    ["routing experts", "cat:cs.CL", "routing experts cat:cs.CL"],
    ["", "date:2019", "date:2019"],
    ["routing OR gating", "cat:cs.CL", "(routing OR gating) cat:cs.CL"],
    ["(routing OR gating) date:2019", "cat:cs.CL", "(routing OR gating) date:2019 cat:cs.CL"],
  ])("%s with %s is %s", (query, condition, narrowed) => {
    expect(withCondition(query, condition)).toBe(narrowed);
  });

  const words = fc.constantFrom("routing", "gating OR experts", '"mixture of experts"', "ti:(a OR b)", "-survey x");
  const conditions = fc.constantFrom("cat:cs.CL", "date:2016..2019", "licence:ccby", "has:code", "NOT is:withdrawn");
  test("what was added can be taken back, whatever the query was", () => {
    fc.assert(
      fc.property(words, conditions, (query, condition) => {
        const narrowed = withCondition(query, condition);
        const taken = takenConditions(narrowed).find((each) => each.condition === condition);
        expect(parseQuery(taken?.query ?? "")).toEqual(parseQuery(query));
      }),
    );
  });
});

describe("conditions that can be taken back", () => {
  test("are those beside the words, with their denial and in the order of the query", () => {
    expect(takenConditions('ti:expert date:[2016 TO 2019] -is:withdrawn cat:"cs.CL"')).toEqual([
      { condition: "date:[2016 TO 2019]", query: 'ti:expert -is:withdrawn cat:"cs.CL"' },
      { condition: "-is:withdrawn", query: 'ti:expert date:[2016 TO 2019] cat:"cs.CL"' },
      { condition: 'cat:"cs.CL"', query: "ti:expert date:[2016 TO 2019] -is:withdrawn" },
    ]);
  });

  test("are none inside of brackets or beside an OR", () => {
    expect(takenConditions("(cat:cs.CL OR cat:cs.LG) experts")).toEqual([]);
    expect(takenConditions("experts OR cat:cs.CL")).toEqual([]);
  });
});
