/** What one person did, and what was done to them, without reading the whole log. */
export const auditByPerson = `
  CREATE INDEX audit_event_by_actor ON audit_event (actor_key, event_key);
  CREATE INDEX audit_event_by_subject ON audit_event (subject_key, event_key);
`;
