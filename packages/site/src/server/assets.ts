/** Addresses of the built client files, from the root of the site. */
export interface SiteAssets {
  readonly styles: readonly string[];
  /** Loaded after the page. */
  readonly modules: readonly string[];
  /** Loaded before the first paint, so that a remembered theme does not flash. */
  readonly blocking: readonly string[];
  readonly fonts: readonly string[];
}

// Replaced by the build; absent when the source runs as it is, in tests.
declare const __SITE_ASSETS__: SiteAssets;

export const siteAssets: SiteAssets =
  typeof __SITE_ASSETS__ === "undefined" ? { styles: [], modules: [], blocking: [], fonts: [] } : __SITE_ASSETS__;
