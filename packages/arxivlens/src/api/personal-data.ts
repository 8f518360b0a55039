import type { PersonalData } from "../accounts/personal-data.ts";
import { authorDecisions } from "./author-decisions.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { discussionData } from "./discussion-personal-data.ts";
import { shelfPersonalData } from "./shelf-personal-data.ts";

/** Every part of the program that keeps data about people; `/account` exports and erases through this list. */
export function personalData(store: LibraryStore, nowMs: () => number): readonly PersonalData[] {
  return [discussionData(store, nowMs), ...shelfPersonalData(store), authorDecisions(store)];
}
