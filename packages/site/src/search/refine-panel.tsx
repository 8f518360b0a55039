import type { Refinement, Refinements } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { YearBars } from "../chart/year-bars.tsx";
import { countOf, formatCount } from "../text/figures.ts";
import { searchWords } from "../words/search.ts";

interface RefinePanelProps {
  readonly refine: Refinements;
  readonly addressOf: (query: string) => string;
}

/** What the matches are, as links that narrow to it; what the query is narrowed by already is taken back by the same link. */
export function RefinePanel({ refine, addressOf }: RefinePanelProps): ReactElement {
  const flags = [refine.withCode, refine.withdrawn].filter(({ papers }) => papers > 0);
  return (
    <aside className="refine" id="narrow" aria-labelledby="narrow-heading">
      <h2 id="narrow-heading">{searchWords.narrow}</h2>
      {refine.years.length < 2 ? null : (
        <Group heading={searchWords.years}>
          <YearBars
            label={searchWords.yearsHint}
            unit={searchWords.years}
            bars={refine.years.map(({ value, papers, query, active }) => ({
              year: Number(value),
              value: papers,
              text: countOf(papers, "paper", "papers"),
              ...(papers === 0 ? {} : { href: addressOf(query) }),
              ...(active ? { tone: "active" as const, remark: searchWords.narrowed } : {}),
            }))}
          />
        </Group>
      )}
      {refine.categories.length === 0 ? null : (
        <Group heading={searchWords.categories}>
          <Choices choices={refine.categories} addressOf={addressOf} nameOf={({ value }) => value} />
        </Group>
      )}
      {refine.licences.length === 0 ? null : (
        <Group heading={searchWords.licences}>
          <Choices choices={refine.licences} addressOf={addressOf} nameOf={({ value }) => value} />
        </Group>
      )}
      {flags.length === 0 ? null : (
        <Group heading={searchWords.properties}>
          <Choices
            choices={flags}
            addressOf={addressOf}
            nameOf={({ value }) => (value === "code" ? searchWords.withCode : searchWords.withdrawn)}
          />
          {refine.withoutWithdrawn === null || refine.withdrawn.active ? null : (
            <p>
              <a href={addressOf(refine.withoutWithdrawn)}>{searchWords.withoutWithdrawn}</a>
            </p>
          )}
        </Group>
      )}
    </aside>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }): ReactElement {
  return (
    <section>
      <h3>{heading}</h3>
      {children}
    </section>
  );
}

interface ChoicesProps extends Pick<RefinePanelProps, "addressOf"> {
  readonly choices: readonly Refinement[];
  readonly nameOf: (choice: Refinement) => string;
}

function Choices({ choices, addressOf, nameOf }: ChoicesProps): ReactElement {
  return (
    <ul className="choices-list">
      {choices.map((choice) => (
        <li key={choice.condition}>
          <a href={addressOf(choice.query)} className={choice.active ? "active" : undefined}>
            {choice.active ? <span aria-hidden="true">× </span> : null}
            {choice.active ? <span className="only-heard">{searchWords.takeBack("")} </span> : null}
            {nameOf(choice)} <span className="figures">{formatCount(choice.papers)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
