import type { LabView, PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { Island } from "../frame/island.tsx";
import { LabRuns } from "../lab/lab-runs.tsx";
import { PaperTabs } from "../paper/paper-tabs.tsx";
import { RichLine } from "../text/rich-line.tsx";
import { labWords } from "../words/lab.ts";

export function LabPage({ paper, lab }: { readonly paper: PaperView; readonly lab: LabView }): ReactElement {
  return (
    <article>
      <PaperTabs paper={paper} current="lab" />
      <header className="paper-heading lab-heading">
        <p className="kicker">
          {labWords.kicker}{" "}
          <a href={paper.href}>
            <RichLine text={paper.title} />
          </a>
        </p>
        <h1>{labWords.question}</h1>
      </header>
      <div className="lab-claim">
        {labWords.claim.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <section className="runs" aria-labelledby="runs">
        <h2 id="runs">{labWords.runs}</h2>
        <Island name="lab" component={LabRuns} props={{ lab }} />
      </section>
    </article>
  );
}
