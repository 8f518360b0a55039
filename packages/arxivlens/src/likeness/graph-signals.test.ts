import { expect, test } from "vitest";
import { buildCitationGraph } from "../graph/citation-graph.ts";
import { coCitationSignal, couplingSignal } from "./graph-signals.ts";

const cites = (citing: string, ...cited: readonly string[]): readonly { citing: string; cited: string }[] =>
  cited.map((key) => ({ citing, cited: key }));
const telling = (links: number): number => 1 / Math.log(2 + links);

test("coupling is the share of weighted references, worked by hand", () => {
  const graph = buildCitationGraph([...cites("a", "x", "y"), ...cites("b", "x"), ...cites("c", "z")]);
  const scores = couplingSignal(graph).scores(graph.nodeOf("a") ?? -1);
  expect([...scores.keys()]).toEqual([graph.nodeOf("b")]);
  const [x, y] = [telling(2), telling(1)];
  expect(scores.get(graph.nodeOf("b") ?? -1)).toBeCloseTo(x / Math.sqrt((x + y) * x), 12);
});

test("of the links of a famous work the 2,000 most telling are followed", () => {
  const citers = Array.from({ length: 3_000 }, (_, number) => `citer ${number}`);
  const graph = buildCitationGraph([
    ...citers.flatMap((key) => cites(key, "famous", "other")),
    ...citers.slice(0, 1_500).flatMap((key) => cites(key, `more of ${key}`)),
  ]);
  const scores = coCitationSignal(graph).scores(graph.nodeOf("famous") ?? -1);
  // All 1,500 that cite two works come first, then 500 of those that cite three.
  const thirds = citers.slice(0, 1_500).filter((key) => scores.has(graph.nodeOf(`more of ${key}`) ?? -1));
  expect(thirds).toHaveLength(500);
  expect(scores.has(graph.nodeOf("other") ?? -1)).toBe(true);
});

test("two works that share only what more than 10,000 are linked to are not alike", () => {
  const graph = buildCitationGraph(
    Array.from({ length: 10_001 }, (_, number) => `${number}`).flatMap((key) => cites(key, "all")),
  );
  expect(couplingSignal(graph).scores(graph.nodeOf("1") ?? -1).size).toBe(0);
  expect(coCitationSignal(graph).scores(graph.nodeOf("all") ?? -1).size).toBe(0);
});
