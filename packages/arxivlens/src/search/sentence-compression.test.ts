import { expect, test } from "vitest";

import { compressSentence } from "./sentence-compression.ts";

test.each([
  ["In this paper, we propose a router.", "We propose a router."],
  ["Furthermore, in this work we show it.", "We show it."],
  ["Here, arXiv papers are read.", "arXiv papers are read."],
  ["In this setting, routing fluctuates.", "In this setting, routing fluctuates."],
  ["The first stage learns.", "The first stage learns."],
])("%s becomes %s", (sentence, shorter) => {
  expect(compressSentence(sentence)).toBe(shorter);
});
