import type { Migration } from "./migration.ts";
import { auditByPerson } from "./migrations/audit-by-person.ts";
import { papersInOrderOfChange } from "./migrations/papers-in-order-of-change.ts";

import { citationChangeMigration } from "./migrations/citation-change.ts";
import { commentMigration } from "./migrations/comments.ts";
import { keptApartMigration } from "./migrations/kept-apart.ts";
import { paperDoi } from "./migrations/paper-doi.ts";
import { paperVersionText } from "./migrations/paper-version-text.ts";
import { accountTables } from "./migrations/accounts.ts";
import { shelfMigration } from "./migrations/shelf.ts";
import { toldListMigration } from "./migrations/told-list.ts";
import { authorDecision } from "./migrations/author-decision.ts";

/**
 * Migrations, oldest first; the number of those applied is the store's format version. A released one never changes.
 * Every primary key but that of table `paper` begins with the key its rows are found by, so that the tables could be
 * partitioned by it; papers lie in the order of their changes, with a unique index of their keys.
 */
export const migrations: readonly Migration[] = [
  `
  CREATE TABLE paper (
    paper_key INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    arxiv_id TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    abstract TEXT,
    categories TEXT NOT NULL,
    comments TEXT,
    journal_ref TEXT,
    license_url TEXT,
    doi TEXT NOT NULL,
    submitted_at TEXT,
    updated_at TEXT,
    year INTEGER,
    versions TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    sources TEXT NOT NULL
  ) STRICT;
  CREATE INDEX paper_recent ON paper (abstract IS NULL, submitted_at DESC, paper_key DESC);

  CREATE TABLE paper_category (
    paper_key INTEGER NOT NULL,
    category TEXT NOT NULL,
    PRIMARY KEY (paper_key, category)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX paper_category_by_name ON paper_category (category);

  CREATE TABLE identifier_alias (
    alias TEXT PRIMARY KEY,
    paper_key INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE work (
    paper_key INTEGER PRIMARY KEY,
    key TEXT NOT NULL
  ) STRICT;

  CREATE TABLE reference_edge (
    citing INTEGER NOT NULL,
    cited INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (citing, cited, source)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE citation_edge (
    cited INTEGER NOT NULL,
    citing INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (cited, citing, source)
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE paper_text USING fts5(
    title, authors, abstract,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='3'
  );

  CREATE TABLE import_state (
    source TEXT PRIMARY KEY,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE limiter (
    upstream TEXT PRIMARY KEY,
    next_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fetch_ledger (
    upstream TEXT NOT NULL,
    item TEXT NOT NULL,
    outcome TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (upstream, item)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO counter VALUES ('revision', 0), ('works', 0);
  `,
  // More of arXiv's facts, counts that are kept, and a feed of changes, which whatever is computed from papers follows:
  // words, categories and dates are found by the index.
  `
  ALTER TABLE paper ADD COLUMN authors_text TEXT;
  ALTER TABLE paper ADD COLUMN report_no TEXT;
  ALTER TABLE paper ADD COLUMN msc_class TEXT;
  ALTER TABLE paper ADD COLUMN acm_class TEXT;
  ALTER TABLE paper ADD COLUMN submitter TEXT;
  ALTER TABLE paper ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
  UPDATE paper SET changed = (SELECT count(*) FROM paper AS earlier WHERE earlier.paper_key <= paper.paper_key);
  CREATE INDEX paper_changed ON paper (changed);
  CREATE INDEX paper_withdrawn ON paper (paper_key) WHERE withdrawn = 1;
  INSERT INTO counter SELECT 'changes', count(*) FROM paper;
  INSERT INTO counter SELECT 'papers', count(*) FROM paper;
  INSERT INTO counter SELECT 'abstracts', count(abstract) FROM paper;
  INSERT INTO counter SELECT 'citations', count(*) FROM (SELECT DISTINCT citing, cited FROM reference_edge);
  DROP TABLE paper_text;
  DROP TABLE paper_category;
  DROP INDEX paper_recent;
  `,
  // Work that waits for a worker, what each stage of the pipeline did last, and identifiers that arXiv has no paper for.
  `
  CREATE TABLE job (
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    lease INTEGER,
    failed INTEGER NOT NULL,
    reason TEXT,
    failed_at INTEGER,
    PRIMARY KEY (kind, item)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX job_due ON job (kind, due_at, item) WHERE failed = 0;
  INSERT INTO counter VALUES ('leases', 0);

  CREATE TABLE stage (
    name TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    checkpoint TEXT,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,
    message TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE vacancy (
    paper_key INTEGER PRIMARY KEY,
    asked INTEGER NOT NULL,
    ask_again_at INTEGER NOT NULL
  ) STRICT;
  `,
  // When each citation was claimed and how surely its work was recognised; which records are one work.
  `
  ALTER TABLE reference_edge ADD COLUMN claimed_on TEXT;
  ALTER TABLE reference_edge ADD COLUMN score REAL;
  ALTER TABLE citation_edge ADD COLUMN claimed_on TEXT;
  ALTER TABLE citation_edge ADD COLUMN score REAL;

  CREATE TABLE same_work (
    member INTEGER PRIMARY KEY,
    into_key INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    score REAL NOT NULL,
    merged_on TEXT NOT NULL
  ) STRICT;
  CREATE INDEX same_work_into ON same_work (into_key);
  INSERT INTO counter VALUES ('merges', 0), ('citation_changes', 1);
  `,
  citationChangeMigration,
  commentMigration,
  paperVersionText,
  accountTables,
  shelfMigration,
  papersInOrderOfChange,
  authorDecision,
  auditByPerson,
  paperDoi,
  toldListMigration,
  keptApartMigration,
];
