import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { headingWords } from "../words/paper.ts";

/** Paper | Lab, on the paper that the Lab runs; nothing elsewhere. */
export function PaperTabs({
  paper,
  current,
}: {
  readonly paper: PaperView;
  readonly current: "paper" | "lab";
}): ReactElement | null {
  if (!paper.hasLab) return null;
  return (
    <nav className="tabs" aria-label={headingWords.views}>
      <a href={paper.href} aria-current={current === "paper" ? "page" : undefined}>
        {headingWords.paper}
      </a>
      <a href={`${paper.href}/lab`} aria-current={current === "lab" ? "page" : undefined}>
        {headingWords.lab}
      </a>
    </nav>
  );
}
