import type { EditConflict, EditForm } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { discussionWords, formWords } from "../words/discussion.ts";
import { MarkdownText } from "./comment-body.tsx";
import { viewOf } from "./discussion-address.ts";
import { Field, KindField } from "./fields.tsx";
import { FormButtons, type OpenFormProps } from "./form-buttons.tsx";
import { WordDiff } from "./word-diff.tsx";

export function EditFields({ form, discussion, viewer }: OpenFormProps<EditForm>): ReactElement {
  const { values, issues, on, conflict } = form;
  return (
    <form
      id="form"
      method="post"
      action={`/comments/${on}/edit`}
      className="discussion-form"
      data-swap
      data-draft={`${discussion.paperKey}:edit:${on}`}
    >
      <FormToken viewer={viewer} />
      <input type="hidden" name="view" value={viewOf(discussion)} />
      <input type="hidden" name="revision" value={values.revision} />
      <h3>{discussionWords.edit}</h3>
      {conflict === null ? null : <MergeView conflict={conflict} />}
      <div className="comment-field-row">
        <KindField id="edit-kind" value={values.kind} issues={issues} />
      </div>
      <Field name="body" id="edit-body" label={formWords.body} help={formWords.bodyHelp} issues={issues}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={8}
            required

            defaultValue={values.body}
            data-draft-text
          />
        )}
      </Field>
      {form.needsReason ? (
        <Field name="reason" id="edit-reason" label={formWords.reasonOfEdit} issues={issues}>
          {(attributes) => <textarea {...attributes} rows={2} defaultValue={values.reason} />}
        </Field>
      ) : null}
      {form.preview ? (
        <div className="preview">
          <h4>{formWords.previewHeading}</h4>
          <MarkdownText source={values.body} />
        </div>
      ) : null}
      <FormButtons discussion={discussion} on={on} send={conflict === null ? formWords.save : formWords.saveMerged}>
        <button type="submit" name="preview" value="1">
          {formWords.preview}
        </button>
      </FormButtons>
    </form>
  );
}

/** What both editors began with, what the other made of it, and what oneself did. */
function MergeView({ conflict: { base, theirs, yours } }: { readonly conflict: EditConflict }): ReactElement {
  return (
    <section className="merge" role="alert" aria-labelledby="merge-heading">
      <h4 id="merge-heading">{formWords.conflict}</h4>
      <p>{formWords.conflictHelp}</p>
      <div className="merge-sides">
        <div>
          <h5>{formWords.theirs}</h5>
          <pre className="source-text">{theirs}</pre>
        </div>
        {base === null ? null : (
          <>
            <div>
              <h5>{formWords.theirsChanges}</h5>
              <WordDiff before={base} after={theirs} />
            </div>
            <div>
              <h5>{formWords.yours}</h5>
              <WordDiff before={base} after={yours} />
            </div>
            <details>
              <summary>{formWords.base}</summary>
              <pre className="source-text">{base}</pre>
            </details>
          </>
        )}
      </div>
    </section>
  );
}
