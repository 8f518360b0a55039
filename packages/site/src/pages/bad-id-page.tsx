import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";
import { badIdWords } from "../words/paper.ts";

interface BadIdPageProps {
  readonly input: string;
  readonly reason: string;
  readonly acceptedForms: readonly string[];
  readonly suggestion: string | null;
}

export function BadIdPage({ input, reason, acceptedForms, suggestion }: BadIdPageProps): ReactElement {
  return (
    <section className="trouble">
      <h1>
        <span className="wanted">{input}</span> {badIdWords.title}
      </h1>
      <p>{reason}</p>
      {suggestion === null ? null : (
        <p className="meant">
          {badIdWords.meant} <a href={`/abs/${suggestion}`}>{suggestion}</a>?
        </p>
      )}
      <h2>{badIdWords.forms}</h2>
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
