/** What earlier versions of papers said. The present version's text is that of table `paper`. */
export const paperVersionText: string = `
  CREATE TABLE paper_version_text (
    paper_key INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    authors_text TEXT,
    abstract TEXT,
    comments TEXT,
    PRIMARY KEY (paper_key, version)
  ) STRICT, WITHOUT ROWID;
`;
