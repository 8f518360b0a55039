import type { CommentKind } from "arxivlens/api";
import type { ReactElement } from "react";

import { kindWords } from "../words/discussion.ts";

/** Shapes rather than colours tell kinds apart. */
const paths: Readonly<Record<CommentKind, string>> = {
  note: "M3 4h10M3 8h10M3 12h6",
  question: "M5.2 6a2.8 2.8 0 1 1 3.6 2.7c-.6.2-.8.6-.8 1.3m0 2.6v.2",
  error: "M8 2.5 14 13H2zM8 6.5v3m0 1.8v.2",
  replication: "M12.5 6A5 5 0 0 0 3.4 7M3.5 10a5 5 0 0 0 9.1-1M12.8 2.8V6H9.6M3.2 13.2V10h3.2",
  code: "M6 4 2 8l4 4m4-8 4 4-4 4",
};

export function KindSign({ kind }: { readonly kind: CommentKind }): ReactElement {
  return (
    <span className="kind-sign" data-kind={kind}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={paths[kind]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {kindWords[kind].one}
    </span>
  );
}
