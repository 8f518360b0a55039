/** Comments with their history, votes, reports and moderation; notifications; whose discussions accounts follow. */
export const commentMigration = `
  CREATE TABLE comment (
    paper_key INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    parent_id INTEGER,
    thread_id INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    account_key INTEGER,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    paper_version INTEGER,
    passage TEXT,
    revision INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    edited_at INTEGER,
    state TEXT NOT NULL,
    state_at INTEGER,
    state_by INTEGER,
    state_reason TEXT,
    ups INTEGER NOT NULL,
    downs INTEGER NOT NULL,
    PRIMARY KEY (paper_key, comment_id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX comment_by_id ON comment (comment_id);
  CREATE INDEX comment_by_account ON comment (account_key, comment_id);

  CREATE TABLE comment_revision (
    paper_key INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    account_key INTEGER,
    PRIMARY KEY (paper_key, comment_id, revision)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE comment_vote (
    paper_key INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    account_key INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (paper_key, comment_id, account_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX comment_vote_by_account ON comment_vote (account_key, comment_id);

  CREATE TABLE comment_report (
    paper_key INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    account_key INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (paper_key, comment_id, account_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX comment_report_open ON comment_report (comment_id) WHERE settled_at IS NULL;

  CREATE TABLE moderation_act (
    paper_key INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    act TEXT NOT NULL,
    account_key INTEGER,
    reason TEXT NOT NULL,
    acted_at INTEGER NOT NULL,
    PRIMARY KEY (paper_key, act_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX moderation_act_by_id ON moderation_act (act_id);

  CREATE TABLE notification (
    account_key INTEGER NOT NULL,
    notification_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    comment_id INTEGER NOT NULL,
    actor_key INTEGER,
    created_at INTEGER NOT NULL,
    read_at INTEGER,
    PRIMARY KEY (account_key, notification_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX notification_unread ON notification (account_key) WHERE read_at IS NULL;

  CREATE TABLE discussion_follow (
    account_key INTEGER NOT NULL,
    paper_key INTEGER NOT NULL,
    followed_at INTEGER NOT NULL,
    PRIMARY KEY (account_key, paper_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX discussion_follow_by_paper ON discussion_follow (paper_key);

  INSERT INTO counter VALUES ('comments', 0), ('comment_changes', 0), ('moderation_acts', 0), ('notifications', 0);
`;
