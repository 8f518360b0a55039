import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { initialView, layouts, roles, sortKeys, viewAddress, viewOfAddress, type MapView } from "./map-view.ts";

const whole = (most: number) => fc.option(fc.integer({ min: 1, max: most }));
const key = fc.constantFrom("2204.08396", "hep-th/9901001", "work:an-old-book", "work:a & b=c#d");
const views: fc.Arbitrary<MapView> = fc.record({
  layout: fc.constantFrom(...layouts),
  size: fc.constantFrom("cited", "rank", "degree"),
  colour: fc.constantFrom("role", "group"),
  appearance: fc.constantFrom("picture", "tree"),
  hiddenRoles: fc.subarray([...roles]),
  from: whole(9999),
  to: whole(9999),
  category: fc.option(fc.constantFrom("cs.LG", "hep-th")),
  least: fc.nat(1_000_000),
  text: fc.string(),
  selected: fc.uniqueArray(key, { maxLength: 4 }),
  onlySelected: fc.boolean(),
  open: fc.option(key),
  sorting: fc.option(fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() })),
  limit: whole(5_000),
  camera: fc.option(fc.constantFrom({ x: 0.25, y: 0.5, ratio: 2 }, { x: -1, y: 3.125, ratio: 0.04 })),
});

describe("the address of a view", () => {
  test("leads back to the view, whatever it holds", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewOfAddress(`#${viewAddress(view)}`)).toEqual(view);
      }),
    );
  });

  test("is empty for the view that a page begins with", () => {
    expect(viewAddress(initialView)).toBe("");
  });

  test.each(["", "#map", "#works", "#=", "#layout=spiral&from=-3&limit=1e9&at=1,2&sort=size"])(
    "%s is the view that a page begins with",
    (hash) => {
      expect(viewOfAddress(hash)).toEqual(initialView);
    },
  );

  test("whatever stands behind #, there is a view", () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(layouts).toContain(viewOfAddress(hash).layout);
      }),
    );
  });
});
