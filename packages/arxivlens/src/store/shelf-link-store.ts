export const shelfLinkPurposes = ["folder-page", "folder-feed", "follows-feed"] as const;
export type ShelfLinkPurpose = (typeof shelfLinkPurposes)[number];

/** An address that opens something of an account to whoever knows it. */
export interface ShelfLink {
  readonly token: string;
  readonly accountKey: number;
  readonly purpose: ShelfLinkPurpose;
  /** Null for what is no folder's. */
  readonly folder: number | null;
  readonly openedAtMs: number;
}

/** Links by their tokens (class: alias), and those of an account. Closing one ends it at once. */
export interface ShelfLinkStore {
  /** Puts the new link in the place of the one that the account has for the same purpose and folder. */
  open(link: ShelfLink): Promise<void>;
  close(accountKey: number, purpose: ShelfLinkPurpose, folder: number | null): Promise<boolean>;
  /** Routed. Null when no link has this token. */
  byToken(token: string): Promise<ShelfLink | null>;
  /** In the order in which they were opened. */
  ofAccount(accountKey: number): Promise<readonly ShelfLink[]>;
  erase(accountKey: number): Promise<void>;
}
