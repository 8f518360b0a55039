import type { FolderView, LibraryView, Viewer } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { formatCount } from "../text/figures.ts";
import { shelfWords as words } from "../words/shelf.ts";
import { selectionHref, selectionQuery } from "./selection-href.ts";
import { StateSign } from "./shelf-sign.tsx";

export interface RefusedChange {
  readonly action: string;
  readonly typed: string;
  readonly message: string;
}

interface LibraryPlacesProps {
  readonly library: LibraryView;
  readonly viewer: Viewer;
  readonly refused: RefusedChange | null;
}

const states = ["unread", "reading", "read"] as const;
/** More tags than these hide among the others; the search finds them all. */
const shownTags = 40;

/** Read states, folders and tags: the ways into a library. */
export function LibraryPlaces({ library, viewer, refused }: LibraryPlacesProps): ReactElement {
  const { selection, folders, tags } = library;
  return (
    <nav id="library-places" className="library-places" aria-label={words.library}>
      <ul>
        <Place href="/library" count={library.papers} current={selectionQuery({ ...selection, sort: "added" }) === ""}>
          {words.all}
        </Place>
        {states.map((state) => (
          <Place
            key={state}
            href={selectionHref({ state })}
            count={library.states[state]}
            current={selection.state === state}
          >
            <StateSign state={state} /> {words.states[state]}
          </Place>
        ))}
      </ul>
      <h2>{words.folders}</h2>
      {folders.length === 0 ? <p className="quiet">{words.noFolders}</p> : null}
      <ul>
        {folders
          .filter(({ parent }) => parent === null)
          .map((folder) => (
            <FolderPlace key={folder.folder} folder={folder} folders={folders} current={selection.folder} />
          ))}
      </ul>
      <NewFolder folders={folders} viewer={viewer} query={selectionQuery(selection)} refused={refused} />
      {tags.length === 0 ? null : <h2>{words.tags}</h2>}
      <ul className="tag-cloud">
        {tags.slice(0, shownTags).map(({ tag, papers }) => (
          <li key={tag}>
            <a className="tag" href={selectionHref({ tag })} aria-current={selection.tag === tag ? "true" : undefined}>
              {tag} <span className="figures">{formatCount(papers)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="library-doors">
        <a href="/library/import">{words.import}</a>
        <a href="/following">{words.following}</a>
      </p>
    </nav>
  );
}

function Place(props: {
  readonly href: string;
  readonly count: number;
  readonly current: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li>
      <a className="place" href={props.href} aria-current={props.current ? "true" : undefined}>
        <span>{props.children}</span> <span className="figures">{formatCount(props.count)}</span>
      </a>
    </li>
  );
}

function FolderPlace(props: {
  readonly folder: FolderView;
  readonly folders: readonly FolderView[];
  readonly current: number | null;
}): ReactElement {
  const { folder, folders, current } = props;
  const inside = folders.filter(({ parent }) => parent === folder.folder);
  return (
    <li>
      <a
        className="place"
        href={selectionHref({ folder: folder.folder })}
        aria-current={current === folder.folder ? "true" : undefined}
      >
        <span>{folder.name}</span> <span className="figures">{formatCount(folder.papers)}</span>
      </a>
      {inside.length === 0 ? null : (
        <ul>
          {inside.map((each) => (
            <FolderPlace key={each.folder} folder={each} folders={[]} current={current} />
          ))}
        </ul>
      )}
    </li>
  );
}

function NewFolder(props: {
  readonly folders: readonly FolderView[];
  readonly viewer: Viewer;
  readonly query: string;
  readonly refused: RefusedChange | null;
}): ReactElement {
  const { folders, viewer, query } = props;
  const refused = props.refused?.action === "folder-create" ? props.refused : null;
  return (
    <details className="new-folder" open={refused !== null}>
      <summary>{words.newFolder}</summary>
      <form method="post" action={`/library${query}`}>
        <FormToken viewer={viewer} />
        <label>
          <span>{words.newFolderName}</span>
          <input
            type="text"
            name="name"
            required
            maxLength={100}
            autoComplete="off"
            defaultValue={refused?.typed ?? ""}
            aria-invalid={refused === null ? undefined : true}
            aria-describedby={refused === null ? undefined : "new-folder-fault"}
          />
        </label>
        {refused === null ? null : (
          <p className="field-fault" id="new-folder-fault" role="alert">
            {refused.message}
          </p>
        )}
        <label>
          <span>{words.inside}</span>
          <select name="parent" defaultValue="">
            <option value="">{words.top}</option>
            {folders
              .filter(({ parent }) => parent === null)
              .map(({ folder, name }) => (
                <option key={folder} value={folder}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" name="action" value="folder-create">
          {words.create}
        </button>
      </form>
    </details>
  );
}
