// Vite takes the styles from here.
// oxlint-disable-next-line import/no-unassigned-import
import "../style/site.css";
import { enableChoosing } from "./choosing.ts";
import { enableCopying } from "./copying.ts";
import { enableMenus } from "./menus.ts";
import { followSections } from "./section-nav.ts";
import { enableSaving } from "./saving.ts";
import { enableGrowing } from "./growing-list.ts";
import { enableKeys } from "./page-keys.ts";
import { enableSuggesting } from "./suggesting.ts";
import { enableThemeToggle } from "./theme-toggle.ts";

enableThemeToggle(document, localStorage, matchMedia("(prefers-color-scheme: dark)"));
enableCopying(document, navigator.clipboard);
enableMenus(document);
followSections(document);
enableSaving(document);
enableChoosing(document);
enableKeys(document);
enableSuggesting(document);
enableGrowing(document);

if (document.querySelector("#discussion") !== null) {
  const { enableDiscussion } = await import("./discussion-page.ts");
  enableDiscussion(document, localStorage, window);
}

// React comes only to pages that need it.
if (document.querySelector("[data-island]") !== null) {
  const { hydrateIslands } = await import("./islands.ts");
  hydrateIslands(document);
}
