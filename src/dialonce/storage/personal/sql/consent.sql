-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.consent (subject_id, consent_id, publisher_id, purpose, scope, state, policy_version, changed_at, until, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(consent_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(purpose)s::text[],
  %(scope)s::text[],
  %(state)s::text[],
  %(policy_version)s::text[],
  %(changed_at)s::timestamptz[],
  %(until)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, consent_id, publisher_id, purpose, scope, state, policy_version, changed_at, until, sealed
  FROM personal.consent WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, changed_at

-- erase --
-- What was agreed stays as proof (GDPR 7(1)); with the subject's key gone nothing sealed can be read, and it goes too.
UPDATE personal.consent SET sealed = NULL WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(changed_at) AS oldest FROM personal.consent
 WHERE changed_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.consent WHERE changed_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- newest --
-- The answers that hold for each purpose and scope of these subjects. Of one instant, the no.
SELECT DISTINCT ON (subject_id, purpose, scope) subject_id, consent_id, publisher_id, purpose, scope, state, policy_version, changed_at, until, sealed
  FROM personal.consent WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, purpose, scope, changed_at DESC, (state = 'given'), consent_id

-- lock --
-- Hold a subject's consents still while something is done under one of them.
SELECT pg_advisory_xact_lock_shared(hashtextextended('consent:' || %(subject)s, 0))

-- lock_alone --
-- Wait for what is being done under a subject's consents, and let nothing begin.
SELECT pg_advisory_xact_lock(hashtextextended('consent:' || %(subject)s, 0))

-- lock_free --
-- As lock_alone, of those subjects for whom there is nothing to wait for.
SELECT subject_id, pg_try_advisory_xact_lock(hashtextextended('consent:' || subject_id, 0)) AS held
  FROM unnest(%(subject_ids)s::uuid[]) AS subject_id

-- standing --
-- How many people stand where, by purpose: of each the newest answer alone, and nobody by name.
SELECT purpose, state, count(*) AS people
  FROM (SELECT DISTINCT ON (subject_id, purpose, scope) purpose, state
          FROM personal.consent ORDER BY subject_id, purpose, scope, changed_at DESC, (state = 'given'), consent_id) AS newest
 GROUP BY purpose, state ORDER BY purpose, state

-- without_proof --
-- How many answers do not say under which policy they were given, or until when they hold.
SELECT count(*) AS found FROM personal.consent
 WHERE policy_version = '' OR until IS NULL OR until > changed_at + interval '6 months 3 days'
