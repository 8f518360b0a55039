import type { Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

/** What every posted form carries, so that no other site can send it in the reader's name. */
export function FormToken({ viewer }: { readonly viewer: Viewer }): ReactElement {
  return <input type="hidden" name="form-token" value={viewer.formToken} />;
}
