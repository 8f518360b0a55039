import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/**
 * The HTML of what is drawn from one unchanging value, remembered as long as that value lives: drawing a paper's article
 * takes much longer than the frame around it, which differs from reader to reader.
 */
export function prerendered<T extends object>(draw: (value: T) => ReactElement): (value: T) => string {
  const drawn = new WeakMap<T, string>();
  return (value) => {
    const known = drawn.get(value);
    if (known !== undefined) return known;
    const html = renderToStaticMarkup(draw(value));
    drawn.set(value, html);
    return html;
  };
}

/** HTML of `prerendered` in its place on the page. */
export function Prerendered({ as, html }: { readonly as: "article" | "div"; readonly html: string }): ReactElement {
  return createElement(as, { dangerouslySetInnerHTML: { __html: html } });
}
