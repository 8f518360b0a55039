import type { LibraryItemView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { commentHtml } from "../discussion/comment-markdown.ts";
import { FormToken } from "../frame/form-token.tsx";
import { StateSign } from "../shelf/shelf-sign.tsx";
import { RichLine } from "../text/rich-line.tsx";
import { shelfWords as words } from "../words/shelf.ts";

const states = ["unread", "reading", "read"] as const;

/** One paper of the library: read state, tags, folders and the note. */
export function LibraryItemPage(props: { readonly item: LibraryItemView; readonly viewer: Viewer }): ReactElement {
  const { viewer, item } = props;
  const { entry, folders, tags, refused } = item;
  const { hit, note } = entry;
  return (
    <article className="library-item">
      <p className="kicker">
        <a href="/library">{words.library}</a>
      </p>
      <h1>
        <a href={hit.href}>
          <RichLine text={hit.title} />
        </a>
      </h1>
      <p className="authors">{hit.resolved ? hit.authors.join(", ") : words.noRecord}</p>
      {note === "" ? null : (
        <section aria-label={refused === null ? words.note : words.kept} className="note-kept">
          {refused === null ? null : <p className="kicker">{words.kept}</p>}
          <div className="note-text" dangerouslySetInnerHTML={{ __html: commentHtml(note) }} />
        </section>
      )}
      <form method="post" action="/library/item" className="item-form">
        <FormToken viewer={viewer} />
        <input type="hidden" name="paper" value={hit.key} />
        <input type="hidden" name="has-folders" value="1" />
        <input
          type="hidden"
          name="note-seen"
          value={entry.noteChangedAt === null ? "" : Date.parse(entry.noteChangedAt)}
        />
        {refused === null ? null : (
          <p className="field-fault" role="alert" id="item-fault">
            {refused.reason}
          </p>
        )}
        <fieldset className="boxes">
          <legend>{words.readState}</legend>
          {states.map((state) => (
            <label key={state}>
              <input type="radio" name="state" value={state} defaultChecked={state === entry.state} />{" "}
              <StateSign state={state} /> {words.states[state]}
            </label>
          ))}
        </fieldset>
        {folders.length === 0 ? null : (
          <fieldset className="boxes">
            <legend>{words.folders}</legend>
            {folders.map(({ folder, name }) => (
              <label key={folder}>
                <input type="checkbox" name="folder" value={folder} defaultChecked={entry.folders.includes(folder)} />{" "}
                {name}
              </label>
            ))}
          </fieldset>
        )}
        <label className="wide">
          <span>
            {words.tags} <small>{words.tagsHint}</small>
          </span>
          <input
            type="text"
            name="tags"
            list="known-tags"
            autoComplete="off"
            defaultValue={refused?.tags ?? entry.tags.join(", ")}
          />
          <datalist id="known-tags">
            {tags.map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
          </datalist>
        </label>
        <label className="wide">
          <span>
            {words.note} <small>{words.noteHint}</small>
          </span>
          <textarea
            name="note"
            rows={10}
            maxLength={10_000}
            defaultValue={refused?.note ?? note}
            aria-describedby={refused === null ? undefined : "item-fault"}
          />
        </label>
        <p className="buttons">
          <button type="submit" className="main-button">
            {words.keep}
          </button>
        </p>
      </form>
      <form method="post" action="/library" className="item-removal">
        <FormToken viewer={viewer} />
        <input type="hidden" name="paper" value={hit.key} />
        <input type="hidden" name="back" value="/library" />
        <button type="submit" name="action" value="remove">
          {words.remove}
        </button>
      </form>
    </article>
  );
}
