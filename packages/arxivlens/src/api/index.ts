// The contract that pages and JSON share.
export type * from "./contract.ts";

// The handler and what it is made of.
export { createApi } from "./create-api.ts";
export type { ApiOptions, Asset } from "./options.ts";
export { createLibrary, type Library } from "./library.ts";
export { plainSite } from "./plain-site.ts";

// The values behind the pages, for programs.
export { paperView } from "./paper-view.ts";
export { pageSize, searchView } from "./search-view.ts";
export { storeStatistics } from "./home-view.ts";
