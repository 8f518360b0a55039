import type { FolderView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { shelfWords as words } from "../words/shelf.ts";
import type { RefusedChange } from "./library-places.tsx";

interface FolderToolsProps {
  readonly folder: FolderView;
  readonly viewer: Viewer;
  /** Of the address that the forms go to. */
  readonly query: string;
  readonly refused: RefusedChange | null;
}

/** Name, address and end of the folder that is shown. */
export function FolderTools({ folder, viewer, query, refused: any }: FolderToolsProps): ReactElement {
  const refused = any?.action === "folder-rename" ? any : null;
  const open = refused !== null || folder.sharedAt !== null || folder.feedAt !== null;
  return (
    <details className="folder-tools" open={open}>
      <summary>{words.thisFolder}</summary>
      <form method="post" action={`/library${query}`}>
        <FormToken viewer={viewer} />
        <input type="hidden" name="folder" value={folder.folder} />
        <div className="field-line">
          <label>
            <span>{words.renameTo}</span>
            <input
              type="text"
              name="name"
              maxLength={100}
              autoComplete="off"
              defaultValue={refused?.typed ?? folder.name}
              aria-invalid={refused === null ? undefined : true}
              aria-describedby={refused === null ? undefined : "rename-fault"}
            />
          </label>
          <button type="submit" name="action" value="folder-rename">
            {words.rename}
          </button>
          <button type="submit" name="action" value="folder-delete" title={words.deleteHint}>
            {words.deleteFolder}
          </button>
        </div>
        {refused === null ? null : (
          <p className="field-fault" id="rename-fault" role="alert">
            {refused.message}
          </p>
        )}
        <OpenAddress
          address={folder.sharedAt}
          hint={words.shareHint}
          open={{ action: "folder-share", label: words.share }}
          close={{ action: "folder-unshare", label: words.unshare }}
        />
        <OpenAddress
          address={folder.feedAt === null ? null : `${folder.feedAt}.atom`}
          hint={words.folderFeedHint}
          open={{ action: "folder-feed", label: words.folderFeed }}
          close={{ action: "folder-unfeed", label: words.unfeed }}
        />
      </form>
    </details>
  );
}

interface AddressAction {
  readonly action: string;
  readonly label: string;
}

/** An address that opens something to whoever has it, with the ways to open, renew and end it. */
export function OpenAddress(props: {
  readonly address: string | null;
  readonly hint: string;
  readonly open: AddressAction;
  readonly close: AddressAction;
}): ReactElement {
  const { address, hint, open, close } = props;
  if (address === null)
    return (
      <p className="open-address">
        <button type="submit" name="action" value={open.action}>
          {open.label}
        </button>
      </p>
    );
  return (
    <div className="open-address">
      <p>
        {hint} <a href={address}>{address}</a>
      </p>
      <button type="submit" name="action" value={close.action}>
        {close.label}
      </button>
      <button type="submit" name="action" value={open.action}>
        {words.renew}
      </button>
    </div>
  );
}
