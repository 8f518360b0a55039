import type { AuthorNotice } from "arxivlens/api";
import type { ReactElement } from "react";

import { authorWords } from "../words/lists.ts";

/** Why somebody decides so; what was typed comes back with a refusal. */
export function NoteField({ id, notice }: { readonly id: string; readonly notice: AuthorNotice | null }): ReactElement {
  const refused = notice?.kind === "refused";
  return (
    <p className="note-field">
      <label htmlFor={id}>{authorWords.note}</label>
      <input
        id={id}
        name="note"
        maxLength={500}
        defaultValue={refused ? notice.note : ""}
        aria-describedby={refused ? "author-problem" : undefined}
      />
    </p>
  );
}
