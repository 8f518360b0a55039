import type { MappedList, OwnLists } from "arxivlens/api";
import type { ReactElement } from "react";

import { QueryFaultNote } from "../search/query-fault.tsx";
import { mapHref, selectionHref } from "../shelf/selection-href.ts";
import { jointWords } from "../words/map.ts";
import { shelfWords } from "../words/shelf.ts";

/** Which part of the library is mapped, and what of it is not. */
export function Listed({ list }: { readonly list: MappedList }): ReactElement {
  const { selection, folder, total, taken, unknown, fault } = list;
  const conditions = [
    folder === null ? null : shelfWords.inFolder(folder),
    selection.tag === null ? null : shelfWords.tagged(selection.tag),
    selection.state === null ? null : shelfWords.states[selection.state].toLowerCase(),
    selection.q === "" ? null : jointWords.matching(selection.q),
  ].filter((condition) => condition !== null);
  return (
    <div className="joint-lead">
      <p>
        {jointWords.fromLibrary(conditions)} <a href={selectionHref(selection)}>{jointWords.toList}</a>
      </p>
      {fault === null ? null : (
        <QueryFaultNote
          query={selection.q}
          outcome={jointWords.unreadable}
          fault={fault}
          addressOf={(q) => mapHref({ ...selection, q })}
        />
      )}
      {total === 0 && fault === null ? <p className="note">{jointWords.emptyList}</p> : null}
      {taken + unknown < total ? (
        <p>{jointWords.firstOfList(taken, total, shelfWords.sorts[selection.sort].toLowerCase())}</p>
      ) : null}
      {unknown === 0 ? null : <p>{jointWords.unknownOfList(unknown)}</p>}
    </div>
  );
}

/** Maps a folder or all of the library. */
export function ListForm(props: {
  readonly own: OwnLists | null;
  readonly chosen: number | null;
}): ReactElement | null {
  const { own, chosen } = props;
  if (own === null || own.papers === 0) return null;
  const inOrder = own.folders
    .filter(({ parent }) => parent === null)
    .flatMap((folder) => [folder, ...own.folders.filter(({ parent }) => parent === folder.folder)]);
  return (
    <form className="seed-form" action="/map" method="get">
      <input type="hidden" name="from" value="library" />
      <label htmlFor="seed-folder">{jointWords.listLabel}</label>
      <div className="field-line">
        <select id="seed-folder" name="folder" defaultValue={chosen ?? ""}>
          <option value="">{jointWords.wholeLibrary(own.papers)}</option>
          {inOrder.map(({ folder, name, parent, papers }) => (
            <option key={folder} value={folder}>
              {parent === null ? "" : "— "}
              {jointWords.folder(name, papers)}
            </option>
          ))}
        </select>
        <button type="submit">{jointWords.submitList}</button>
      </div>
    </form>
  );
}
