import type { ReactElement } from "react";

import { troubleWords } from "../words/trouble.ts";

export function ErrorPage({ message }: { readonly message: string }): ReactElement {
  return (
    <section className="trouble">
      <h1>{troubleWords.failed}</h1>
      <p>{message}</p>
      <p>
        {troubleWords.terminal} <a href="/">{troubleWords.home}</a>
      </p>
    </section>
  );
}
