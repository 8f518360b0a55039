import { expect, test } from "vitest";

import { activeCategories } from "./category-names.ts";
import { canonicalCategory, categoryName, isCategory } from "./taxonomy.ts";

test("there are 155 active categories", () => {
  expect(activeCategories.size).toBe(155);
});

test.each([
  ["cs.CL", "Computation and Language"],
  ["cs.LG", "Machine Learning"],
  ["hep-ph", "High Energy Physics - Phenomenology"],
  ["astro-ph", "Astrophysics"],
  ["cmp-lg", "Computation and Language"],
  ["math.MP", "Mathematical Physics"],
  ["xx.YY", "xx.YY"],
])("%s is called %s", (code, name) => {
  expect(categoryName(code)).toBe(name);
});

test("codes for one subject become one, and becoming canonical twice changes nothing", () => {
  expect(canonicalCategory("math.IT")).toBe("cs.IT");
  expect(canonicalCategory("chao-dyn")).toBe("nlin.CD");
  for (const code of activeCategories.keys()) {
    expect(canonicalCategory(canonicalCategory(code))).toBe(canonicalCategory(code));
    expect(isCategory(code)).toBe(true);
  }
});

test("case makes no difference", () => {
  const typed = ["cs.na", "CS.SY", "stat.th", "Math.mp", "CMP-LG", "cs.cl", "Astro-Ph"];
  expect(typed.map(canonicalCategory)).toEqual([
    "math.NA",
    "eess.SY",
    "math.ST",
    "math-ph",
    "cs.CL",
    "cs.CL",
    "astro-ph",
  ]);
  expect(canonicalCategory("No.Such")).toBe("No.Such");
});

test("classifications of other bodies are no categories", () => {
  expect(["83C75", "H.2.8", "constructor", "cs"].filter(isCategory)).toEqual([]);
});
