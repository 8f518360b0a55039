/** People, how they prove who they are, where they are signed in, links that work once, and what happened. */
export const accountTables = `
  CREATE TABLE account (
    account_key INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email TEXT,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    erased_at INTEGER
  ) STRICT;
  CREATE TABLE account_password (
    account_key INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE account_identity (
    account_key INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (account_key, issuer, subject),
    UNIQUE (issuer, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    account_key INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    network TEXT,
    browser TEXT,
    PRIMARY KEY (account_key, token_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE one_time_token (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    account_key INTEGER,
    role TEXT,
    note TEXT NOT NULL,
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit_event (
    event_key INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor_key INTEGER,
    action TEXT NOT NULL,
    subject_key INTEGER,
    network TEXT,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE TABLE sign_in_attempt (
    attempt_key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    last_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE instance_secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
