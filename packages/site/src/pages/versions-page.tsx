import type { PaperVersionView, VersionsView } from "arxivlens/api";
import type { ReactElement } from "react";

import { VersionDiff } from "../paper/version-diff.tsx";
import { formatDate } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { versionWords } from "../words/paper.ts";

/** All versions of a paper, and what changed between two of them. */
export function VersionsPage({ view }: { readonly view: VersionsView }): ReactElement {
  return (
    <article className="versions-page">
      <header className="paper-heading">
        <p className="kicker">
          {view.arxivId === null ? null : <span className="figures">arXiv:{view.arxivId}</span>}
          <a href={view.href}>{versionWords.back}</a>
        </p>
        <h1>
          <span className="versions-of">{versionWords.of}</span> <RichLine text={view.title} />
        </h1>
      </header>
      {view.versions.length === 0 ? (
        <p className="quiet">{versionWords.none}</p>
      ) : (
        <div className="spread">
          <div className="column">
            <Comparison view={view} />
          </div>
          <div className="margin">
            <VersionTable view={view} />
          </div>
        </div>
      )}
    </article>
  );
}

function Comparison({ view }: { readonly view: VersionsView }): ReactElement {
  const { from, to, fromText, toText, versions } = view;
  if (versions.length < 2) return <p className="quiet">{versionWords.single}</p>;
  return (
    <>
      <form className="versions-form" action={`${view.href}/versions`} method="get">
        <Choice name="from" label={versionWords.from} versions={versions} chosen={from} />
        <Choice name="to" label={versionWords.to} versions={versions} chosen={to} />
        <button type="submit">{versionWords.compare}</button>
      </form>
      {view.faults.map((fault) => (
        <p key={fault} className="field-fault" role="alert">
          {fault}
        </p>
      ))}
      {from === null || to === null ? null : from === to ? (
        <p className="note">{versionWords.same}</p>
      ) : (
        <section className="diff" aria-labelledby="diff">
          <h2 id="diff">{versionWords.heading(from, to)}</h2>
          {fromText === null || toText === null ? (
            <NotSeen view={view} missing={[...(fromText === null ? [from] : []), ...(toText === null ? [to] : [])]} />
          ) : (
            <VersionDiff from={fromText} to={toText} />
          )}
        </section>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly name: "from" | "to";
  readonly label: string;
  readonly versions: readonly PaperVersionView[];
  readonly chosen: number | null;
}

function Choice({ name, label, versions, chosen }: ChoiceProps): ReactElement {
  return (
    <label>
      {label}{" "}
      <select name={name} defaultValue={chosen ?? undefined}>
        {versions.map(({ version, submittedAt, textHeld }) => (
          <option key={version} value={version}>
            v{version}, {formatDate(submittedAt)}
            {textHeld ? null : ` (${versionWords.notHeld})`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Nothing is made up for a version that was never seen. */
function NotSeen({
  view,
  missing,
}: {
  readonly view: VersionsView;
  readonly missing: readonly number[];
}): ReactElement {
  return (
    <div className="not-seen">
      {missing.map((version) => (
        <p key={version}>
          <strong>{versionWords.notSeen(version)}</strong>
        </p>
      ))}
      {view.textVersion === null ? <p>{versionWords.untold}</p> : null}
      <p>
        {versionWords.notSeenWhy}{" "}
        {view.arxivId === null
          ? null
          : missing.map((version) => (
              <a key={version} href={`https://arxiv.org/abs/${view.arxivId}v${version}`}>
                {versionWords.atArxiv(view.arxivId ?? "", version)}
              </a>
            ))}
      </p>
    </div>
  );
}

function VersionTable({ view }: { readonly view: VersionsView }): ReactElement {
  return (
    <table className="plain versions-table">
      <caption className="only-heard">{versionWords.title}</caption>
      <thead>
        <tr>
          <th scope="col">{versionWords.version}</th>
          <th scope="col">{versionWords.date}</th>
          <th scope="col">{versionWords.size}</th>
          <th scope="col">{versionWords.text}</th>
        </tr>
      </thead>
      <tbody>
        {view.versions.map(({ version, submittedAt, size, sourceType, textHeld }) => (
          <tr key={version}>
            <th scope="row">v{version}</th>
            <td>
              <time dateTime={submittedAt.slice(0, 10)}>{formatDate(submittedAt)}</time>
            </td>
            <td>{sourceType?.includes("I") === true ? versionWords.withdrawal : (size ?? "–")}</td>
            <td>
              {textHeld ? versionWords.held : versionWords.notHeld}
              {view.textVersion === version ? `, ${versionWords.present}` : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
