/** Records that were one work and were taken apart again, so that only people make them one anew. */
export const keptApartMigration = `
  CREATE TABLE kept_apart (
    member INTEGER NOT NULL,
    into_key INTEGER NOT NULL,
    PRIMARY KEY (member, into_key)
  ) STRICT, WITHOUT ROWID;
`;
