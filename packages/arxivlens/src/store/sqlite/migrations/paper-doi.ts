import { overPapers, type Migration } from "../migration.ts";

/** Papers by the DOIs of their publications, folded as `foldDoi` folds them: SQLite's `lower` knows ASCII alone, too. */
export const paperDoi: Migration = (database, report) => {
  database.exec(`
    CREATE TABLE paper_doi (
      doi TEXT NOT NULL,
      paper_key INTEGER NOT NULL,
      PRIMARY KEY (doi, paper_key)
    ) STRICT, WITHOUT ROWID;
  `);
  overPapers(
    database,
    `INSERT OR IGNORE INTO paper_doi SELECT lower(value), paper_key FROM paper, json_each(paper.doi)
     WHERE changed > ? AND changed <= ? AND doi <> '[]'`,
    report,
  );
};
