import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";

interface BadIdPageProps {
  readonly input: string;
  readonly reason: string;
  readonly acceptedForms: readonly string[];
}

export function BadIdPage({ input, reason, acceptedForms }: BadIdPageProps): ReactElement {
  return (
    <section className="trouble">
      <h1>
        <span className="wanted">{input}</span> is not an arXiv id
      </h1>
      <p>{reason}</p>
      <h2>Accepted forms</h2>
      <ul className="forms">
        {acceptedForms.map((form) => (
          <li key={form}>
            <code>{form}</code>
          </li>
        ))}
      </ul>
      <SearchBox query={input} size="large" />
    </section>
  );
}
