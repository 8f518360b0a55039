import type { ReactElement } from "react";

interface SearchBoxProps {
  readonly query: string;
  readonly size: "small" | "large";
}

/** Plain form to `/search?q=`, for identifiers, title words and authors alike. */
export function SearchBox({ query, size }: SearchBoxProps): ReactElement {
  const id = `search-${size}`;
  return (
    <search className={`search search-${size}`} aria-label={size === "large" ? "Papers" : "All papers"}>
      <form action="/search" method="get">
        <label htmlFor={id} className={size === "small" ? "only-heard" : undefined}>
          Search by arXiv id, title words or author
        </label>
        <div className="search-line">
          <input
            id={id}
            type="search"
            name="q"
            defaultValue={query}
            autoComplete="off"
            spellCheck={false}
            placeholder={size === "small" ? "id, title words, author" : "2204.08396, stable routing, or Sui"}
          />
          <button type="submit">Search</button>
        </div>
      </form>
    </search>
  );
}
