import type { SignIn } from "arxivlens/api";
import { useContext, type ReactElement } from "react";

import { scriptJson } from "../frame/island.tsx";
import { ReaderContext } from "./reader-context.ts";

interface ShelfDataProps {
  /** Keys of works that the page shows; they may come twice. */
  readonly works: readonly string[];
  readonly signIn: SignIn | null;
}

/**
 * What of some works is in the reader's library, for what is drawn once for all readers and lives in the browser.
 * Without a token where nobody is signed in, and not at all where nobody can.
 */
export function ShelfData({ works, signIn }: ShelfDataProps): ReactElement | null {
  const reader = useContext(ReaderContext);
  if (reader === null && signIn === null) return null;
  const marks = Object.fromEntries(
    works.flatMap((key) => {
      const state = reader?.shelf.marks[key];
      return state === undefined ? [] : [[key, state] as const];
    }),
  );
  const data = { formToken: reader?.viewer.formToken ?? null, marks };
  return <script type="application/json" data-shelf dangerouslySetInnerHTML={{ __html: scriptJson(data) }} />;
}
