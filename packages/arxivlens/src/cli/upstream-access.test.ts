import { describe, expect, test } from "vitest";
import { upstreamAccess } from "./upstream-access.ts";

describe("who asks upstream services", () => {
  test("is nobody in particular unless the environment says so", () => {
    const nobody = { contact: null, scholarKey: null, openAlexKey: null };
    expect(upstreamAccess({})).toEqual({ ok: true, value: nobody });
    expect(upstreamAccess({ OPENALEX_KEY: " ", ARXIVLENS_CONTACT: "" })).toEqual({ ok: true, value: nobody });
  });

  test("has keys and a contact by the environment, the contact by a flag first", () => {
    const environment = { SEMANTIC_SCHOLAR_KEY: "s", OPENALEX_KEY: "o\n", ARXIVLENS_CONTACT: "ada@example.org" };
    expect(upstreamAccess(environment)).toEqual({
      ok: true,
      value: { contact: "ada@example.org", scholarKey: "s", openAlexKey: "o" },
    });
    expect(upstreamAccess(environment, "bo@lab.example.org")).toMatchObject({
      value: { contact: "bo@lab.example.org" },
    });
  });

  test.each(["ada", "ada@example.org\r\nx-other: 1", "ada@example.org; x", "a b@example.org", "(ada)@example.org"])(
    "may not be reached by %j",
    (contact) => {
      expect(upstreamAccess({}, contact)).toMatchObject({ ok: false, error: expect.stringContaining("--contact") });
      expect(upstreamAccess({ ARXIVLENS_CONTACT: contact })).toMatchObject({
        ok: false,
        error: expect.stringMatching(/ARXIVLENS_CONTACT .*ada@example\.org/u),
      });
    },
  );
});
