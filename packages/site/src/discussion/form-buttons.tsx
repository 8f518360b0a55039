import type { CommentView, DiscussionForm, DiscussionView, Viewer } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { formWords } from "../words/discussion.ts";

export interface OpenFormProps<Form extends DiscussionForm = DiscussionForm> {
  readonly form: Form;
  readonly discussion: DiscussionView;
  readonly viewer: Viewer;
  /** The comment that the form is about; null for a new thread. */
  readonly answered: CommentView | null;
}

/** Sending, and the way back without it. */
export function FormButtons({
  discussion,
  on,
  send,
  children,
}: {
  readonly discussion: DiscussionView;
  readonly on: number | null;
  readonly send: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="form-buttons">
      <button type="submit" className="primary">
        {send}
      </button>
      {children}
      {on === null ? null : (
        <a href={`${discussion.paperHref}?comment=${on}#comment-${on}`} data-swap>
          {formWords.cancel}
        </a>
      )}
    </div>
  );
}
