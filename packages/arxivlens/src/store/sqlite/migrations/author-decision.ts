/** What people have decided about who wrote what. */
export const authorDecision = `
  CREATE TABLE author_decision (
    block TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    these TEXT NOT NULL,
    those TEXT NOT NULL,
    decided_by INTEGER NOT NULL,
    note TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    taken_back_by INTEGER,
    taken_back_at INTEGER,
    PRIMARY KEY (block, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX author_decision_by ON author_decision (decided_by);
`;
