import type { Page } from "arxivlens/api";
import type { ReactElement } from "react";

import { accountContent, accountTitle } from "./account-content.tsx";
import { discussionWords, historyWords, moderationWords, notificationWords } from "../words/discussion.ts";
import { BadIdPage } from "./bad-id-page.tsx";
import { CommentHistoryPage } from "./comment-history-page.tsx";
import { CommentsPage, PersonPage } from "./comments-page.tsx";
import { AuthorPage } from "./author-page.tsx";
import { CategoriesPage } from "./categories-page.tsx";
import { CategoryPage } from "./category-page.tsx";
import { CoveragePage } from "./coverage-page.tsx";
import { ErrorPage } from "./error-page.tsx";
import { HomePage } from "./home-page.tsx";
import { LabPage } from "./lab-page.tsx";
import { ModerationLogPage, ModerationPage } from "./moderation-page.tsx";
import { MapPage } from "./map-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { NotificationsPage } from "./notifications-page.tsx";
import { PaperPage } from "./paper-page.tsx";
import { RefusedPage } from "./refused-page.tsx";
import { RelatedPage } from "./related-page.tsx";
import { SearchPage } from "./search-page.tsx";
import { shelfContent, shelfTitle } from "./shelf-content.tsx";
import { UnknownPaperPage } from "./unknown-paper-page.tsx";
import { VersionsPage } from "./versions-page.tsx";
import { TermPage } from "./term-page.tsx";
import { jointWords } from "../words/map.ts";
import { titled, titleWords } from "../words/titles.ts";

export function pageContent(page: Page): ReactElement {
  switch (page.kind) {
    case "home":
      return <HomePage page={page} />;
    case "search":
      return <SearchPage search={page.search} refine={page.refine} seed={page.seed} tookMs={page.tookMs} />;
    case "categories":
      return <CategoriesPage statistics={page.statistics} />;
    case "category":
      return <CategoryPage view={page.view} />;
    case "author":
      return <AuthorPage view={page.view} notice={page.notice} viewer={page.viewer} />;
    case "term":
      return <TermPage view={page.view} />;
    case "coverage":
      return <CoveragePage view={page.view} />;
    case "paper":
      return <PaperPage {...page} />;
    case "versions":
      return <VersionsPage view={page.versions} />;
    case "unknown-paper":
      return <UnknownPaperPage unknown={page.unknown} />;
    case "related":
      return <RelatedPage work={page.work} related={page.related} />;
    case "map":
      return <MapPage map={page.map} signIn={page.signIn} />;
    case "lab":
      return <LabPage paper={page.paper} lab={page.lab} />;
    case "not-found":
      return <NotFoundPage wanted={page.wanted} suggestions={page.suggestions} />;
    case "bad-id":
      return (
        <BadIdPage
          input={page.input}
          reason={page.reason}
          acceptedForms={page.acceptedForms}
          suggestion={page.suggestion}
        />
      );
    case "error":
      return <ErrorPage message={page.message} />;
    case "comments":
      return <CommentsPage list={page.list} />;
    case "person":
      return <PersonPage person={page.person} since={page.since} list={page.list} />;
    case "comment-history":
      return <CommentHistoryPage listed={page.listed} revisions={page.revisions} />;
    case "moderation":
      return <ModerationPage reported={page.reported} />;
    case "moderation-log":
      return <ModerationLogPage entries={page.entries} next={page.next} />;
    case "notifications":
      return <NotificationsPage {...page} />;
    case "refused":
      return <RefusedPage title={page.title} message={page.message} />;
    case "login":
    case "credentials":
    case "link-gone":
    case "account":
    case "people":
    case "audit":
    case "privacy":
      return accountContent(page);
    case "library":
    case "library-item":
    case "library-import":
    case "following":
    case "shared-folder":
      return shelfContent(page);
    default:
      return page satisfies never;
  }
}

export function pageTitle(page: Page): string {
  switch (page.kind) {
    case "home":
      return titleWords.home;
    case "search":
      return page.search.query === "" ? titled(titleWords.search) : titled(page.search.query, titleWords.search);
    case "categories":
      return titled(titleWords.categories);
    case "category":
      return titled(`${page.view.category.code} ${page.view.category.name}`);
    case "author":
      return titled(page.view.name, titleWords.author);
    case "term":
      return titled(page.view.term, titleWords.term);
    case "coverage":
      return titled(titleWords.coverage);
    case "paper":
      return titled(page.paper.plainTitle);
    case "versions":
      return titled(titleWords.versions(page.versions.plainTitle));
    case "unknown-paper":
      return titled(titleWords.notHeld(page.unknown.id));
    case "related":
      return titled(titleWords.related(page.related.role, page.work.plainTitle));
    case "map":
      return titled(jointWords.heading);
    case "lab":
      return titled(titleWords.lab(page.paper.plainTitle));
    case "not-found":
      return titled(titleWords.notHeld(page.wanted));
    case "bad-id":
      return titled(titleWords.badId);
    case "error":
      return titled(titleWords.error);
    case "comments":
      return titled(discussionWords.recent);
    case "person":
      return titled(page.person.displayName);
    case "comment-history":
      return titled(historyWords.heading);
    case "moderation":
      return titled(moderationWords.queue);
    case "moderation-log":
      return titled(moderationWords.log);
    case "notifications":
      return titled(notificationWords.heading);
    case "refused":
      return titled(page.title);
    case "login":
    case "credentials":
    case "link-gone":
    case "account":
    case "people":
    case "audit":
    case "privacy":
      return titled(accountTitle(page));
    case "library":
    case "library-item":
    case "library-import":
    case "following":
    case "shared-folder":
      return titled(shelfTitle(page));
    default:
      return page satisfies never;
  }
}
