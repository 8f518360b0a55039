import type { ReactElement } from "react";

import { troubleWords } from "../words/trouble.ts";

/** What was asked for is not for this reader, or not in this way. */
export function RefusedPage({ title, message }: { readonly title: string; readonly message: string }): ReactElement {
  return (
    <section className="trouble">
      <h1>{title}</h1>
      <p>{message}</p>
      <p>
        <a href="/">{troubleWords.home}</a>
      </p>
    </section>
  );
}
