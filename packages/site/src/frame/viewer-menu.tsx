import type { Page, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { accountWords } from "../words/account.ts";
import { FormToken } from "./form-token.tsx";
import { linksFor } from "./viewer-links.ts";

/** Who reads, with the ways to what is theirs; or the way to sign in. */
export function ViewerMenu({ page }: { readonly page: Page }): ReactElement | null {
  const { viewer, signIn } = page;
  if (viewer !== null) return <Menu viewer={viewer} hasAccounts={signIn !== null} />;
  if (signIn === null || page.path === "/login") return null;
  const next = page.path === "/" ? "" : `?next=${encodeURIComponent(page.path)}`;
  return (
    <a className="sign-in" href={`/login${next}`}>
      {accountWords.signIn}
    </a>
  );
}

function Menu({ viewer, hasAccounts }: { readonly viewer: Viewer; readonly hasAccounts: boolean }): ReactElement {
  return (
    <details className="viewer-menu" data-menu>
      <summary>
        <span className="viewer-name">{viewer.displayName}</span>
        {viewer.unread > 0 ? (
          <span className="unread figures">
            {viewer.unread}
            <span className="only-heard"> {accountWords.unread}</span>
          </span>
        ) : null}
      </summary>
      <nav aria-label={accountWords.yours}>
        <ul>
          {linksFor(viewer.role, hasAccounts).map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
        {hasAccounts ? (
          <form method="post" action="/logout">
            <FormToken viewer={viewer} />
            <button type="submit">{accountWords.signOut}</button>
          </form>
        ) : null}
      </nav>
    </details>
  );
}
