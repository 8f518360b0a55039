import type { AuthorDecisionView, AuthorView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { authorHref } from "../text/addresses.ts";
import { formatDate } from "../text/figures.ts";
import { authorWords } from "../words/lists.ts";

interface AuthorDecisionsProps {
  readonly view: AuthorView;
  readonly editor: Viewer | null;
}

/** What members have decided about a name, who and when, each to be taken back. */
export function AuthorDecisions({ view, editor }: AuthorDecisionsProps): ReactElement | null {
  if (view.decisions.length === 0) return null;
  return (
    <section className="decisions" aria-labelledby="decisions">
      <h2 id="decisions">{authorWords.history}</h2>
      <ol>
        {view.decisions.map((decision) => (
          <li key={decision.number} className={decision.takenBackAt === null ? undefined : "taken-back"}>
            <p>
              <strong>{decision.kind === "same" ? authorWords.same : authorWords.different}</strong>:{" "}
              {sideOf(decision.these, decision.theseCount)}
              <span className="quiet"> {authorWords.and} </span>
              {sideOf(decision.those, decision.thoseCount)}
            </p>
            {decision.note === "" ? null : <p className="decision-note">“{decision.note}”</p>}
            <p className="rule">
              {authorWords.by(decision.by)}, {formatDate(decision.decidedAt)}
              {decision.takenBackAt === null
                ? null
                : `; ${authorWords.backBy(decision.takenBackBy, formatDate(decision.takenBackAt))}`}
            </p>
            {editor === null || decision.takenBackAt !== null ? null : (
              <TakeBack view={view} decision={decision} editor={editor} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function sideOf(titles: readonly string[], count: number): string {
  const shown = titles.map((title) => `“${title}”`).join(", ");
  return count > titles.length ? `${shown} ${authorWords.more(count - titles.length)}` : shown;
}

interface TakeBackProps {
  readonly view: AuthorView;
  readonly decision: AuthorDecisionView;
  readonly editor: Viewer;
}

function TakeBack({ view, decision, editor }: TakeBackProps): ReactElement {
  return (
    <form method="post" action={authorHref(view.name)}>
      <FormToken viewer={editor} />
      <input type="hidden" name="say" value="take-back" />
      <input type="hidden" name="decision" value={decision.number} />
      <button type="submit">{authorWords.back}</button>
    </form>
  );
}
