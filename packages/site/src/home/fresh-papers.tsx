import type { FreshCategory, FreshChoice, SignIn } from "arxivlens/api";
import { useContext, type ReactElement } from "react";

import { ReaderContext } from "../shelf/reader-context.ts";
import { categoryHref } from "../text/addresses.ts";
import { formatDay } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";
import { homeWords } from "../words/home.ts";

interface FreshPapersProps {
  readonly fresh: readonly FreshCategory[];
  readonly by: FreshChoice;
  readonly signIn: SignIn | null;
}

/** The latest papers of each category, side by side. */
export function FreshPapers({ fresh, by, signIn }: FreshPapersProps): ReactElement {
  return (
    <section className="fresh" aria-labelledby="fresh">
      <h2 id="fresh">{homeWords.fresh}</h2>
      <Choice by={by} signIn={signIn} />
      <div className="fresh-columns">
        {fresh.map(({ category, latest }) => (
          <section key={category.code} aria-label={category.name}>
            <h3>
              <a href={categoryHref(category.code)}>
                <span className="category-code">{category.code}</span> {category.name}
              </a>
            </h3>
            <ol>
              {latest.map((hit) => (
                <li key={hit.key}>
                  <a href={hit.href}>
                    <RichLine text={hit.title} />
                  </a>
                  <p className="fresh-facts">
                    {hit.submittedAt === null ? null : <span className="figures">{formatDay(hit.submittedAt)}</span>}{" "}
                    {shortAuthors(hit.authors, 2).text}
                  </p>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  );
}

/** Whose categories these are, and how to choose others. */
function Choice({ by, signIn }: Omit<FreshPapersProps, "fresh">): ReactElement | null {
  const reader = useContext(ReaderContext);
  if (reader === null && signIn === null) return null;
  const [href, way] =
    reader === null
      ? ["/login?next=%2Fcategories", homeWords.signInToChoose]
      : by === "followed"
        ? ["/following", homeWords.chooseOthers]
        : ["/categories", homeWords.choose];
  return (
    <p className="fresh-choice">
      {homeWords.freshBy[by]} <a href={href}>{way}</a>
    </p>
  );
}
