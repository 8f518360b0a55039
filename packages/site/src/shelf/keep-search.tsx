import type { RankMode } from "arxivlens/api";
import { useContext, type ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { shelfWords as words } from "../words/shelf.ts";
import { ReaderContext } from "./reader-context.ts";

/** Keeps a query under a name. */
export function KeepSearch(props: { readonly query: string; readonly rank: RankMode }): ReactElement | null {
  const reader = useContext(ReaderContext);
  if (reader === null) return null;
  return (
    <details className="keep-search">
      <summary>{words.saveSearch}</summary>
      <form method="post" action="/following">
        <FormToken viewer={reader.viewer} />
        <input type="hidden" name="query" value={props.query} />
        <input type="hidden" name="rank" value={props.rank} />
        <input type="hidden" name="back" value="/following" />
        <label>
          <span>{words.nameOfSearch}</span>
          <input type="text" name="name" maxLength={100} autoComplete="off" defaultValue={props.query.slice(0, 100)} />
        </label>
        <button type="submit" name="action" value="search-save">
          {words.save}
        </button>
      </form>
    </details>
  );
}
