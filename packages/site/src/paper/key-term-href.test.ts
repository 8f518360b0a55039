import { describe, expect, test } from "vitest";

import { keyTermHref } from "./key-term-href.ts";

const paper = {
  plainTitle: "Stable Routing for Mixture-of-Experts",
  plainAbstract: "Only one expert is finally used. In this paper, we outperform existing methods.",
};

describe("where a key term leads", () => {
  test("a word and a phrase that stands in the paper have a page of their own", () => {
    expect(keyTermHref("expert", paper)).toBe("/term/expert");
    expect(keyTermHref("stable routing", paper)).toBe("/term/stable%20routing");
    expect(keyTermHref("mixture of experts", paper)).toBe("/term/mixture%20of%20experts");
  });

  test("a pair whose words do not stand together leads to the papers that hold both", () => {
    expect(keyTermHref("used paper", paper)).toBe("/search?q=used%20paper");
  });

  test("part of a longer word is not the phrase", () => {
    expect(keyTermHref("able routing", paper)).toBe("/search?q=able%20routing");
  });
});
