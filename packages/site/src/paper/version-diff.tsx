import type { RichText, VersionTextView } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";
import { versionWords } from "../words/paper.ts";
import { countWords, diffLists, diffTexts, type DiffRun } from "./text-diff.ts";

/** Title, authors, abstract and comments of two versions, each with what changed marked by sign and form. */
export function VersionDiff({
  from,
  to,
}: {
  readonly from: VersionTextView;
  readonly to: VersionTextView;
}): ReactElement {
  const { fields } = versionWords;
  return (
    <>
      <p className="diff-legend">{versionWords.legend}</p>
      <Field name={fields.title} from={from.title} to={to.title} />
      <Authors from={from.authors} to={to.authors} />
      <Field name={fields.abstract} from={from.abstract ?? []} to={to.abstract ?? []} />
      <Field name={fields.comments} from={asText(from.comments)} to={asText(to.comments)} />
    </>
  );
}

const asText = (text: string | null): RichText => (text === null ? [] : [{ kind: "text", text }]);

function Field({
  name,
  from,
  to,
}: {
  readonly name: string;
  readonly from: RichText;
  readonly to: RichText;
}): ReactElement {
  const runs = diffTexts(from, to);
  const changed = runs.some(({ kind }) => kind !== "same");
  return (
    <section className="diff-field">
      <h3>{name}</h3>
      <p className="diff-count figures">
        {changed
          ? versionWords.summary(countWords(runs, "added"), countWords(runs, "removed"))
          : versionWords.unchanged}
      </p>
      <p className="diff-text">
        {runs.length === 0 ? <span className="quiet">{versionWords.absent}</span> : null}
        {runs.map(({ kind, text }, index) => (
          <Run key={index} kind={kind}>
            <RichLine text={text} />
          </Run>
        ))}
      </p>
    </section>
  );
}

function Authors({ from, to }: { readonly from: readonly string[]; readonly to: readonly string[] }): ReactElement {
  const names = diffLists(from, to);
  const changed = names.some(({ kind }) => kind !== "same");
  return (
    <section className="diff-field">
      <h3>{versionWords.fields.authors}</h3>
      <p className="diff-count figures">{changed ? null : versionWords.unchanged}</p>
      <p className="diff-text">
        {names.map(({ kind, name }, index) => (
          <Fragment key={index}>
            {index > 0 ? ", " : null}
            <Run kind={kind}>{name}</Run>
          </Fragment>
        ))}
      </p>
    </section>
  );
}

/** Signs come from the style sheet; who listens hears where a change begins and ends. */
function Run({
  kind,
  children,
}: {
  readonly kind: DiffRun["kind"];
  readonly children: ReactElement | string;
}): ReactElement {
  if (kind === "same") return <>{children}</>;
  const Tag = kind === "added" ? "ins" : "del";
  return (
    <Tag>
      <span className="only-heard">{kind === "added" ? versionWords.added : versionWords.removed} </span>
      {children}
      <span className="only-heard"> {versionWords.end}</span>
    </Tag>
  );
}
