import type { AuthorNotice, AuthorPerson, AuthorView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { authorHref } from "../text/addresses.ts";
import { authorWords } from "../words/lists.ts";
import { NoteField } from "./note-field.tsx";
import { authorPlace, personLabel } from "./author-place.ts";

interface AuthorPeopleProps {
  readonly view: AuthorView;
  readonly notice: AuthorNotice | null;
  /** Who may join people; null shows the same list without boxes. */
  readonly editor: Viewer | null;
}

/** Everyone who may be meant by a name, and names that may be the same one, to be told apart or joined. */
export function AuthorPeople({ view, notice, editor }: AuthorPeopleProps): ReactElement {
  const choosing = view.person === null && view.people.length > 1;
  const chosen = notice?.kind === "refused" ? notice.chosen : view.person === null ? [] : [view.person.key];
  const list = (people: readonly AuthorPerson[]): ReactElement => (
    <People view={view} people={people} chosen={chosen} canTick={editor !== null} />
  );
  const lists = (
    <>
      {choosing ? (
        <>
          <h2 id="people">{authorWords.mayBe(view.people.length)}</h2>
          <p className="rule">{authorWords.mayBeIntro}</p>
          {list(view.people)}
        </>
      ) : null}
      {view.similar.length === 0 ? null : (
        <>
          {choosing ? <h3>{authorWords.similar}</h3> : <h2 id="people">{authorWords.similar}</h2>}
          <p className="rule">{authorWords.similarIntro}</p>
          {choosing || view.person === null ? null : list([view.person])}
          {list(view.similar)}
        </>
      )}
    </>
  );
  return (
    <section className="people" aria-labelledby="people">
      {editor === null ? (
        lists
      ) : (
        <form method="post" action={authorHref(view.name)}>
          <FormToken viewer={editor} />
          <input type="hidden" name="say" value="same" />
          {lists}
          <div className="judge">
            <p>{authorWords.correctMerge}</p>
            <NoteField id="merge-note" notice={notice} />
            <button type="submit">{authorWords.merge}</button>
          </div>
        </form>
      )}
    </section>
  );
}

interface PeopleProps {
  readonly view: AuthorView;
  readonly people: readonly AuthorPerson[];
  readonly chosen: readonly string[];
  readonly canTick: boolean;
}

function People({ view, people, chosen, canTick }: PeopleProps): ReactElement {
  return (
    <ul className="person-list">
      {people.map((person) => {
        const names = person.names.map(({ name }) => name).join(", ");
        return (
          <li key={person.key}>
            {canTick ? (
              <input
                type="checkbox"
                name="paper"
                value={person.key}
                defaultChecked={chosen.includes(person.key)}
                aria-label={authorWords.tickPerson(names, person.papers)}
              />
            ) : null}
            <div>
              <p className="person-name">
                <a
                  href={authorPlace(
                    person.names.some(({ name }) => name === view.name)
                      ? view.name
                      : (person.names[0]?.name ?? view.name),
                    person.key,
                  )}
                >
                  {names}
                </a>{" "}
                <span className="figures">{personLabel(person)}</span>
              </p>
              <p className="person-facts">
                {person.categories.slice(0, 3).map(({ code, name }) => (
                  <abbr key={code} title={name}>
                    {code}
                  </abbr>
                ))}
                {person.coAuthors.length === 0 ? null : (
                  <span>
                    with{" "}
                    {person.coAuthors
                      .slice(0, 5)
                      .map(({ name }) => name)
                      .join(", ")}
                  </span>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
