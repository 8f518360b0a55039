import { overPapers, type Migration } from "../migration.ts";

const columns =
  "changed, paper_key, key, arxiv_id, title, authors, abstract, categories, comments, journal_ref, license_url, doi, submitted_at, updated_at, year, versions, withdrawn, sources, authors_text, report_no, msc_class, acm_class, submitter";

/**
 * Papers lie in the file in the order of their changes instead of their keys: new ones are appended, where before each
 * landed in a page of its own that went through the log again and again, and followers of changes read in sequence.
 * Keys are found by an index that is small enough to stay in memory.
 */
export const papersInOrderOfChange: Migration = (database, report) => {
  database.exec(newTable);
  overPapers(
    database,
    `INSERT INTO paper_in_order (${columns}) SELECT ${columns} FROM paper WHERE changed > ? AND changed <= ? ORDER BY changed`,
    report,
  );
  database.exec(itsName);
};

const newTable = `
  CREATE TABLE paper_in_order (
    changed INTEGER PRIMARY KEY,
    paper_key INTEGER NOT NULL,
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
    sources TEXT NOT NULL,
    authors_text TEXT,
    report_no TEXT,
    msc_class TEXT,
    acm_class TEXT,
    submitter TEXT
  ) STRICT;
`;

const itsName = `
  DROP TABLE paper;
  ALTER TABLE paper_in_order RENAME TO paper;
  CREATE UNIQUE INDEX paper_by_key ON paper (paper_key);
  CREATE INDEX paper_withdrawn ON paper (paper_key) WHERE withdrawn = 1;
`;
