import type { ReactElement } from "react";

import { sectionWords } from "../words/paper.ts";

/** A section of the page and what its way there is called. */
export interface PageSection {
  readonly id: string;
  readonly name: string;
}

/** Ways to the sections; stays in sight on wide screens. The script marks the one that is being read. */
export function SectionNav({ sections }: { readonly sections: readonly PageSection[] }): ReactElement {
  return (
    <nav className="section-nav" aria-label={sectionWords.navigation} data-section-nav>
      <ul>
        {sections.map(({ id, name }) => (
          <li key={id}>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
