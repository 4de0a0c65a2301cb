-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.rights_request (subject_id, request_id, publisher_id, kind, channel, state, locale, identity, received_at, due_at, stopped_at, stopped_days, extended_at, closed_at, outcome, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(request_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(kind)s::text[],
  %(channel)s::text[],
  %(state)s::text[],
  %(locale)s::text[],
  %(identity)s::text[],
  %(received_at)s::timestamptz[],
  %(due_at)s::timestamptz[],
  %(stopped_at)s::timestamptz[],
  %(stopped_days)s::int4[],
  %(extended_at)s::timestamptz[],
  %(closed_at)s::timestamptz[],
  %(outcome)s::text[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, request_id, publisher_id, kind, channel, state, locale, identity, received_at, due_at, stopped_at, stopped_days, extended_at, closed_at, outcome, sealed
  FROM personal.rights_request WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, received_at

-- erase --
-- What was asked, when and how it ended stays as proof (GDPR 17(3)(e)); the words go with the subject's key.
UPDATE personal.rights_request SET sealed = NULL WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(closed_at) AS oldest FROM personal.rights_request
 WHERE closed_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.rights_request WHERE closed_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- by_id --
-- One request of the tenant, whoever made it.
SELECT subject_id, request_id, publisher_id, kind, channel, state, locale, identity, received_at, due_at, stopped_at, stopped_days, extended_at, closed_at, outcome, sealed
  FROM personal.rights_request WHERE request_id = %(request_id)s

-- queue --
-- The tenant's requests: open ones first, by the day they are due, those whose clock stands still after them.
SELECT subject_id, request_id, publisher_id, kind, channel, state, locale, identity, received_at, due_at, stopped_at, stopped_days, extended_at, closed_at, outcome, sealed
  FROM personal.rights_request
 WHERE (%(state)s = '' OR state = %(state)s OR (%(state)s = 'unclosed' AND closed_at IS NULL))
   AND (%(kind)s = '' OR kind = %(kind)s) AND (%(channel)s = '' OR channel = %(channel)s)
 ORDER BY (closed_at IS NOT NULL), due_at NULLS LAST, closed_at DESC, request_id LIMIT %(limit)s

-- standing --
-- How many of the tenant's requests wait for an answer, and by when the first of them.
SELECT count(*) AS open, min(due_at) AS next_due FROM personal.rights_request WHERE closed_at IS NULL

-- advance --
-- What becomes of a request; of one that is closed, nothing.
UPDATE personal.rights_request
   SET state = %(state)s, identity = %(identity)s, due_at = %(due_at)s, stopped_at = %(stopped_at)s,
       stopped_days = %(stopped_days)s, extended_at = %(extended_at)s, closed_at = %(closed_at)s, outcome = %(outcome)s
 WHERE subject_id = %(subject_id)s AND request_id = %(request_id)s AND closed_at IS NULL

-- forget --
-- One request, before it is stored anew under the subject that it turned out to concern.
DELETE FROM personal.rights_request WHERE subject_id = %(subject_id)s AND request_id = %(request_id)s

-- past_active --
-- Rows that leave active use for the intermediate archive.
SELECT subject_id, request_id, publisher_id, kind, channel, state, locale, identity, received_at, due_at, stopped_at, stopped_days, extended_at, closed_at, outcome, sealed
  FROM personal.rights_request WHERE closed_at < %(before)s AND NOT subject_id = ANY (%(held)s)
 ORDER BY subject_id, request_id LIMIT %(limit)s

-- leave --
DELETE FROM personal.rights_request WHERE subject_id = ANY (%(subject_ids)s) AND request_id = ANY (%(row_ids)s)

-- waiting_publishers --
-- Publishers with an erasure that was granted and not carried out.
SELECT DISTINCT publisher_id FROM personal.rights_request WHERE state = 'erasing'
