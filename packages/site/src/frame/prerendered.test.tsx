import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { Prerendered, prerendered } from "./prerendered.tsx";

test("a value is drawn once, and stands in its element as it was drawn", () => {
  let drawings = 0;
  const html = prerendered((value: { readonly text: string }) => {
    drawings += 1;
    return <p>{value.text}</p>;
  });
  const [one, other] = [{ text: "a < b" }, { text: "a < b" }];
  const shown = [one, one, other].map((value) => renderToStaticMarkup(<Prerendered as="article" html={html(value)} />));
  expect(new Set(shown)).toEqual(new Set(["<article><p>a &lt; b</p></article>"]));
  expect(drawings).toBe(2);
});
