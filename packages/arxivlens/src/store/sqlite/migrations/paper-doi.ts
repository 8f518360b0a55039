/** Papers by the DOIs of their publications, folded as `foldDoi` folds them: SQLite's `lower` knows ASCII alone, too. */
export const paperDoi = `
  CREATE TABLE paper_doi (
    doi TEXT NOT NULL,
    paper_key INTEGER NOT NULL,
    PRIMARY KEY (doi, paper_key)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO paper_doi
    SELECT lower(value) AS folded, paper_key FROM paper, json_each(paper.doi) WHERE paper.doi <> '[]' ORDER BY folded;
`;
