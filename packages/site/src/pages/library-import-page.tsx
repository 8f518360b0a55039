import type { FolderView, ImportReport, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { shelfWords as words } from "../words/shelf.ts";

interface LibraryImportPageProps {
  readonly report: ImportReport | null;
  readonly folders: readonly FolderView[];
  readonly refused: { readonly text: string; readonly reason: string } | null;
  readonly viewer: Viewer;
}

/** A list becomes part of the library; what could not be read is shown line by line. */
export function LibraryImportPage({ report, folders, refused, viewer }: LibraryImportPageProps): ReactElement {
  return (
    <section className="library-import" aria-labelledby="import-heading">
      <p className="kicker">
        <a href="/library">{words.library}</a>
      </p>
      <h1 id="import-heading">{words.importTitle}</h1>
      {report === null ? null : <Report report={report} />}
      <p>{words.importHint}</p>
      <form method="post" action="/library/import" encType="multipart/form-data" className="item-form">
        <FormToken viewer={viewer} />
        <label className="wide">
          <span>{words.importFile}</span>
          <input type="file" name="file" accept=".bib,.ris,.json,.txt,.csv,text/*,application/json" />
        </label>
        <label className="wide">
          <span>{words.importText}</span>
          <textarea
            name="text"
            rows={8}
            spellCheck={false}
            defaultValue={refused?.text ?? ""}
            aria-invalid={refused === null ? undefined : true}
            aria-describedby={refused === null ? undefined : "import-fault"}
          />
        </label>
        {refused === null ? null : (
          <p className="field-fault" id="import-fault" role="alert">
            {refused.reason}
          </p>
        )}
        <div className="field-line">
          <label>
            <span>{words.importTag}</span>
            <input type="text" name="tag" autoComplete="off" />
          </label>
          <label>
            <span>{words.importFolder}</span>
            <select name="folder">
              <option value="">{words.noFolder}</option>
              {folders.map(({ folder, name }) => (
                <option key={folder} value={folder}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="main-button">
            {words.import}
          </button>
        </div>
      </form>
    </section>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactElement {
  const format = report.format === "ids" ? words.idsFormat : words.formats[report.format];
  return (
    <section className="import-report" aria-label={words.importDone(report.added)}>
      <h2>{words.importDone(report.added)}</h2>
      <p>
        {words.importRead(report.read, format)}
        {report.known > 0 ? `; ${words.importKnown(report.known)}` : null}. <a href="/library">{words.toLibrary}</a>
      </p>
      <Lines
        title={words.importUnreadable}
        lines={report.unreadable.map(({ place, text, reason }) => ({ place, text, reason }))}
      />
      <Lines title={words.importUnknown} lines={report.unknown} />
      <Lines title={words.importWaiting} lines={report.waiting.map((text) => ({ place: "", text }))} />
    </section>
  );
}

function Lines(props: {
  readonly title: string;
  readonly lines: readonly { readonly place: string; readonly text: string; readonly reason?: string }[];
}): ReactElement | null {
  const { title, lines } = props;
  if (lines.length === 0) return null;
  return (
    <>
      <h3>
        {title} <span className="figures">({lines.length})</span>
      </h3>
      <ul className="import-lines">
        {lines.map(({ place, text, reason }, index) => (
          <li key={index}>
            {place === "" ? null : <span className="figures">{place}: </span>}
            <code>{text}</code>
            {reason === undefined ? null : <span className="quiet"> {reason}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
