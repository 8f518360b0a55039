import type { ReactElement } from "react";

import { frameWords } from "../words/frame.ts";

interface SearchBoxProps {
  readonly query: string;
  readonly size: "small" | "large";
}

/** Plain form to `/search?q=`, for identifiers, title words and authors alike. */
export function SearchBox({ query, size }: SearchBoxProps): ReactElement {
  const id = `search-${size}`;
  return (
    <search
      className={`search search-${size}`}
      aria-label={size === "large" ? frameWords.searchRegionLarge : frameWords.searchRegionSmall}
    >
      <form action="/search" method="get">
        <label htmlFor={id} className={size === "small" ? "only-heard" : undefined}>
          {frameWords.searchLabel}
        </label>
        <div className="search-line" data-suggest>
          <input
            id={id}
            type="search"
            name="q"
            defaultValue={query}
            autoComplete="off"
            spellCheck={false}
            placeholder={size === "small" ? frameWords.searchHintSmall : frameWords.searchHintLarge}
          />
          <button type="submit">{frameWords.search}</button>
        </div>
      </form>
    </search>
  );
}
