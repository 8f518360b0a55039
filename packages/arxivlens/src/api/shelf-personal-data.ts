import type { PersonalData } from "../accounts/personal-data.ts";
import type { LibraryStore } from "../store/library-store.ts";

/** What readers keep, for `/account`: all of it goes when they go, links and feeds at once. */
export function shelfPersonalData({ shelf, follows, shelfLinks }: LibraryStore): readonly PersonalData[] {
  return [
    {
      name: "library",
      export: async (accountKey) => ({
        papers: await shelf.items(accountKey),
        folders: await shelf.folders(accountKey),
        links: await shelfLinks.ofAccount(accountKey),
      }),
      async erase(accountKey) {
        await shelfLinks.erase(accountKey);
        await shelf.erase(accountKey);
      },
    },
    {
      name: "following",
      export: async (accountKey) => ({
        follows: await follows.follows(accountKey),
        searches: await follows.searches(accountKey),
      }),
      erase: (accountKey) => follows.erase(accountKey),
    },
  ];
}
