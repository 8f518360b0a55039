/** What services said of the lists of papers. Works that were asked for before are asked again when they change. */
export const toldListMigration = `
  CREATE TABLE told_list (
    paper_key INTEGER NOT NULL,
    side TEXT NOT NULL,
    source TEXT NOT NULL,
    listed INTEGER NOT NULL,
    resolved INTEGER NOT NULL,
    unresolved INTEGER NOT NULL,
    dangling INTEGER NOT NULL,
    withheld INTEGER NOT NULL,
    cut INTEGER NOT NULL,
    told_on TEXT NOT NULL,
    PRIMARY KEY (paper_key, side, source)
  ) STRICT, WITHOUT ROWID;
`;
