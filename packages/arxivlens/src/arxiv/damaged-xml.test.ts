import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementsApart, mendedXml } from "./damaged-xml.ts";
import { parseXml } from "./xml-tree.ts";

const text = fc.string({ unit: "binary" }).map((each) => each.replaceAll(/[<>&]/gu, ""));
const damagedRecord = fc
  .tuple(text, fc.constantFrom("<b>", "</b>", "&", "<c/>", ""))
  .map(([content, tag]) => `<o:record a="1">${content}${tag}</o:record>`);

describe("a document taken apart", () => {
  test("gives each element as it stands, in order, and the frame without them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, damagedRecord)), text, (pieces, end) => {
        const xml = `<list>${pieces.map(([between, record]) => between + record).join("")}${end}</list>`;
        expect(elementsApart(xml, "record")).toEqual({
          frame: `<list>${pieces.map(([between]) => between).join("")}${end}</list>`,
          elements: pieces.map(([, record]) => record),
        });
      }),
    );
  });

  test("ends an element without end tag at the next one, and leaves a last one in the frame", () => {
    expect(elementsApart("<l><record>a<record>b</record>c<record/><records/><record>d", "record")).toEqual({
      frame: "<l>c<records/><record>d",
      elements: ["<record>a", "<record>b</record>", "<record/>"],
    });
  });
});

test("a fault of whoever takes the elements is not told as one of the document", () => {
  const visit = (): never => {
    throw new TypeError("ours");
  };
  expect(() => parseXml("<l><record/></l>", { name: "record", visit, damaged: () => undefined })).toThrow(TypeError);
});

describe("mended XML", () => {
  test("is well-formed whatever text stands between tags", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        const content = any.replaceAll("<", "").replaceAll("]]>", "");
        expect(() => parseXml(mendedXml(`<a>${content}</a>`))).not.toThrow();
      }),
    );
  });

  test("leaves what is well-formed as it was", () => {
    const good = "<a b='1'>Erd&#x151;s &amp; M\u{1D4DC} &#10;\t\r\n</a>";
    expect(mendedXml(good)).toBe(good);
  });
});
