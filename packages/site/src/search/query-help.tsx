import type { ReactElement } from "react";

import { searchHref } from "../text/addresses.ts";
import { searchWords } from "../words/search.ts";

/** The query language by example; each example can be followed. */
export function QueryHelp({ open }: { readonly open: boolean }): ReactElement {
  return (
    <details className="query-help" open={open}>
      <summary>{searchWords.help}</summary>
      <dl>
        {searchWords.helpRows.map(([example, meaning]) => (
          <div key={example}>
            <dt>
              <a href={searchHref(example)}>
                <code>{example}</code>
              </a>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
