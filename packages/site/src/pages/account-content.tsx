import type { AccountPage as AccountPageData, Page } from "arxivlens/api";
import type { ReactElement } from "react";

import { accountWords, auditWords, credentialWords, goneWords, loginWords, peopleWords } from "../words/account.ts";
import { privacyWords } from "../words/privacy.ts";
import { AccountPage } from "./account-page.tsx";
import { AuditPage } from "./audit-page.tsx";
import { LoginPage } from "./login-page.tsx";
import { PeoplePage } from "./people-page.tsx";
import { PrivacyPage } from "./privacy-page.tsx";
import { RefusedPage } from "./refused-page.tsx";
import { CredentialsPage, LinkGonePage } from "./setup-page.tsx";

/** Content of the pages about accounts. */
export function accountContent(page: Page & AccountPageData): ReactElement {
  const { viewer, signIn } = page;
  switch (page.kind) {
    case "login":
      return <LoginPage page={page} signIn={signIn} />;
    case "credentials":
      return <CredentialsPage page={page} signIn={signIn} />;
    case "link-gone":
      return <LinkGonePage purpose={page.purpose} />;
    case "account":
      return viewer === null ? <Nobody /> : <AccountPage account={page.account} viewer={viewer} signIn={signIn} />;
    case "people":
      return viewer === null ? <Nobody /> : <PeoplePage view={page.people} viewer={viewer} />;
    case "audit":
      return <AuditPage audit={page.audit} />;
    case "privacy":
      return <PrivacyPage privacy={page.privacy} />;
    default:
      return page satisfies never;
  }
}

export function accountTitle(page: AccountPageData): string {
  switch (page.kind) {
    case "login":
      return loginWords.heading;
    case "credentials":
      return credentialWords[page.purpose].heading;
    case "link-gone":
      return goneWords[page.purpose].heading;
    case "account":
      return accountWords.account;
    case "people":
      return peopleWords.heading;
    case "audit":
      return auditWords.heading;
    case "privacy":
      return privacyWords.heading;
    default:
      return page satisfies never;
  }
}

/** These pages are made for somebody; the server makes them for nobody else. */
function Nobody(): ReactElement {
  return <RefusedPage title={accountWords.signIn} message="" />;
}
