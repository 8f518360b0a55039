import * as fc from "fast-check";
import { expect, test } from "vitest";

import { splitSentences } from "./sentences.ts";

test.each([
  ["We see this, i.e., one thing. Then e.g. Another follows.", 2],
  ["Shown by Smith et al. (2020) in Fig. 3. It grows by 3.5 percent.", 2],
  ["Work by J. Smith and A. B. Jones. We extend it.", 2],
  ["Is it so? Yes! We agree.", 3],
  ["Let $x. Y$ be real. Then $z$ follows. $\\alpha$ is small.", 3],
  ["The i.i.d. case is easy, cf. Sec. 2.", 1],
  ["We use images, text, etc. The results hold.", 2],
  ["arXiv grows. arXiv is free.", 2],
  ["It ends here.\n\nsecond paragraph", 2],
  ["No final stop", 1],
  ["", 0],
])("%s holds %i sentences", (text, count) => {
  expect(splitSentences(text)).toHaveLength(count);
});

test("splitting loses nothing but white space", () => {
  const pieces = fc.constantFrom("We", "see", "x.", "Fig.", "$a. B$", "end!", "\n", "(A)", "3.14", "e.g.,");
  fc.assert(
    fc.property(fc.array(pieces), (words) => {
      const source = words.join(" ");
      expect(splitSentences(source).join("").replace(/\s/gu, "")).toBe(source.replace(/\s/gu, ""));
    }),
  );
});
