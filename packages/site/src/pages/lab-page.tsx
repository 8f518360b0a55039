import type { LabView, PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { Island } from "../frame/island.tsx";
import { LabRuns } from "../lab/lab-runs.tsx";
import { PaperTabs } from "../paper/paper-tabs.tsx";
import { RichLine } from "../text/rich-line.tsx";

export function LabPage({ paper, lab }: { readonly paper: PaperView; readonly lab: LabView }): ReactElement {
  return (
    <article>
      <PaperTabs paper={paper} current="lab" />
      <header className="paper-heading lab-heading">
        <p className="kicker">
          Lab for{" "}
          <a href={paper.href}>
            <RichLine text={paper.title} />
          </a>
        </p>
        <h1>Does the routing stay put?</h1>
      </header>
      <div className="lab-claim">
        <p>
          A mixture-of-experts layer sends each token to one expert. While the router learns, the same token keeps
          changing expert: the experts that learnt from it are not the one that will serve it. The paper calls this
          routing fluctuation.
        </p>
        <p>
          Its remedy has two stages. First the router learns, and a small student learns to route as it does. Then the
          student takes over and is frozen. From that step on, no token ever changes expert. That is a claim one can
          measure: after the rule in each chart, the change rate is exactly zero.
        </p>
      </div>
      <section className="runs" aria-labelledby="runs">
        <h2 id="runs">Runs on this machine</h2>
        <Island name="lab" component={LabRuns} props={{ lab }} />
      </section>
    </article>
  );
}
