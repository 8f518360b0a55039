import type { Page, ShelfPage, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { accountWords } from "../words/account.ts";
import { shelfWords as words } from "../words/shelf.ts";
import { FollowingPage } from "./following-page.tsx";
import { LibraryImportPage } from "./library-import-page.tsx";
import { LibraryItemPage } from "./library-item-page.tsx";
import { LibraryPage } from "./library-page.tsx";
import { RefusedPage } from "./refused-page.tsx";
import { SharedFolderPage } from "./shared-folder-page.tsx";

/** Content of the pages about what readers keep. */
export function shelfContent(page: Page & ShelfPage): ReactElement {
  if (page.kind === "shared-folder") return <SharedFolderPage shared={page.shared} />;
  // The server asks who reads before it makes such a page.
  return page.viewer === null ? <RefusedPage title={accountWords.signIn} message="" /> : ownContent(page, page.viewer);
}

function ownContent(page: Exclude<ShelfPage, { readonly kind: "shared-folder" }>, viewer: Viewer): ReactElement {
  switch (page.kind) {
    case "library":
      return <LibraryPage library={page.library} viewer={viewer} refused={page.refused} />;
    case "library-item":
      return <LibraryItemPage item={page.item} viewer={viewer} />;
    case "library-import":
      return <LibraryImportPage report={page.report} folders={page.folders} refused={page.refused} viewer={viewer} />;
    case "following":
      return <FollowingPage following={page.following} refused={page.refused} viewer={viewer} />;
    default:
      return page satisfies never;
  }
}

export function shelfTitle(page: ShelfPage): string {
  switch (page.kind) {
    case "library":
      return words.library;
    case "library-item":
      return `${page.item.entry.hit.plainTitle} · ${words.library}`;
    case "library-import":
      return words.importTitle;
    case "following":
      return words.following;
    case "shared-folder":
      return page.shared.name;
    default:
      return page satisfies never;
  }
}
