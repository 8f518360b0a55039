import { expect, test } from "vitest";

import { findLicence, knownLicences, licenseName } from "./licence.ts";

test.each([
  ["http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"],
  ["https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"],
  ["http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"],
  ["http://creativecommons.org/licenses/publicdomain/", "Public domain"],
  ["http://arxiv.org/licenses/nonexclusive-distrib/1.0/", "arXiv non-exclusive distribution licence"],
  ["http://arxiv.org/licenses/assumed-1991-2003/", "Assumed arXiv licence, 1991-2003"],
  ["https://example.org/my-licence", "https://example.org/my-licence"],
])("the licence at %s is called %s", (url, name) => {
  expect(licenseName(url)).toBe(name);
});

test("a licence is found by its value, its name, its address and the address of a version", () => {
  for (const licence of knownLicences)
    for (const text of [licence.value, licence.name, licence.uri, licence.uri.replace("https:", "http:")])
      expect(findLicence(text), text).toBe(licence);
  for (const text of ["ccby", "CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/"])
    expect(findLicence(text)?.value, text).toBe("cc-by");
  expect(findLicence("http://arxiv.org/licenses/nonexclusive-distrib/1.0/")?.value).toBe("arxiv-nonexclusive");
  for (const text of ["", "by", "https://example.org/my-licence"]) expect(findLicence(text), text).toBeNull();
});
