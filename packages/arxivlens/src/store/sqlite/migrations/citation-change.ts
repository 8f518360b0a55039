/** The feed of changes of the citation graph; it begins at the version that a store has when it gets the feed. */
export const citationChangeMigration = `
  CREATE TABLE citation_change (
    version INTEGER PRIMARY KEY,
    citing INTEGER NOT NULL,
    cited INTEGER NOT NULL,
    added INTEGER NOT NULL
  ) STRICT;
  INSERT INTO counter SELECT 'citation_feed_start', value FROM counter WHERE name = 'citation_changes';
`;
