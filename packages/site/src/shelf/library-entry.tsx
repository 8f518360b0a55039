import type { FolderView, LibraryPaper } from "arxivlens/api";
import type { ReactElement } from "react";

import { commentHtml } from "../discussion/comment-markdown.ts";
import { formatDate } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";
import { shelfWords as words } from "../words/shelf.ts";
import { workWords } from "../words/work.ts";
import { itemHref } from "./item-href.ts";
import { selectionHref } from "./selection-href.ts";
import { StateSign } from "./shelf-sign.tsx";

interface LibraryEntryProps {
  readonly entry: LibraryPaper;
  readonly folders: readonly FolderView[];
}

/** A paper of the library with what its reader added, and a box to choose it. */
export function LibraryEntry({ entry, folders }: LibraryEntryProps): ReactElement {
  const { hit, state, note, tags } = entry;
  const authors = shortAuthors(hit.authors, 4);
  const filed = folders.filter(({ folder }) => entry.folders.includes(folder));
  const when = hit.submittedAt === null ? hit.year?.toString() : formatDate(hit.submittedAt);
  return (
    <li className="library-entry">
      <input type="checkbox" name="paper" value={hit.key} data-choose aria-label={words.choose(hit.plainTitle)} />
      <div>
        <h2 className="hit-title">
          <a href={hit.href}>
            <RichLine text={hit.title} />
          </a>
        </h2>
        <p className="authors">
          {hit.resolved ? authors.text : words.noRecord}
          {authors.more > 0 ? workWords.moreAuthors(authors.more) : null}
        </p>
        {note === "" ? null : <div className="note-text" dangerouslySetInnerHTML={{ __html: commentHtml(note) }} />}
        <p className="hit-facts">
          <span className={`state state-${state}`}>
            <StateSign state={state} /> {words.states[state]}
          </span>
          {when === undefined ? null : <span>{when}</span>}
          {hit.arxivId === null ? null : <span className="figures">{hit.arxivId}</span>}
          <span>{words.added(formatDate(entry.addedAt))}</span>
          {filed.map(({ folder, name }) => (
            <a key={folder} href={selectionHref({ folder })}>
              {name}
            </a>
          ))}
          {tags.map((tag) => (
            <a key={tag} className="tag" href={selectionHref({ tag })}>
              {tag}
            </a>
          ))}
          <a className="edit" href={itemHref(hit.key)} aria-label={words.editThis(hit.plainTitle)}>
            {words.edit}
          </a>
        </p>
      </div>
    </li>
  );
}
