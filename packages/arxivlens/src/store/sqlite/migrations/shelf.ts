/** Libraries, follows, saved searches and links that open parts of them. */
export const shelfMigration: string = `
  CREATE TABLE library_item (
    account_key INTEGER NOT NULL,
    paper_key INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    note_changed_at INTEGER,
    PRIMARY KEY (account_key, paper_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE library_tag (
    account_key INTEGER NOT NULL,
    paper_key INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (account_key, paper_key, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE library_folder (
    account_key INTEGER NOT NULL,
    folder INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent INTEGER,
    PRIMARY KEY (account_key, folder)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX library_folder_name ON library_folder (account_key, coalesce(parent, 0), name);
  CREATE TABLE library_filing (
    account_key INTEGER NOT NULL,
    folder INTEGER NOT NULL,
    paper_key INTEGER NOT NULL,
    PRIMARY KEY (account_key, folder, paper_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX library_filing_paper ON library_filing (account_key, paper_key);

  CREATE TABLE follow (
    account_key INTEGER NOT NULL,
    follow INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    followed_at INTEGER NOT NULL,
    visited_at INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (account_key, follow)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX follow_value ON follow (account_key, kind, value);
  CREATE TABLE saved_search (
    account_key INTEGER NOT NULL,
    search INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    rank TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (account_key, search)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX saved_search_query ON saved_search (account_key, query, rank);

  CREATE TABLE shelf_link (
    token TEXT PRIMARY KEY,
    account_key INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    folder INTEGER,
    opened_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX shelf_link_account ON shelf_link (account_key, purpose, coalesce(folder, 0));
`;
