-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.rights_step (subject_id, step_id, publisher_id, request_id, at, kind, actor, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(step_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(request_id)s::uuid[],
  %(at)s::timestamptz[],
  %(kind)s::text[],
  %(actor)s::text[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, step_id, publisher_id, request_id, at, kind, actor, sealed
  FROM personal.rights_step WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, at

-- erase --
-- That a step was taken stays as proof; its words go with the subject's key.
UPDATE personal.rights_step SET sealed = NULL WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(at) AS oldest FROM personal.rights_step
 WHERE at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.rights_step WHERE at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- of_request --
SELECT subject_id, step_id, publisher_id, request_id, at, kind, actor, sealed
  FROM personal.rights_step WHERE subject_id = %(subject_id)s AND request_id = %(request_id)s ORDER BY at, step_id

-- forget --
-- The steps of a request that is stored anew under another subject.
DELETE FROM personal.rights_step WHERE subject_id = %(subject_id)s AND request_id = %(request_id)s

-- past_active --
-- Rows that leave active use for the intermediate archive.
SELECT subject_id, step_id, publisher_id, request_id, at, kind, actor, sealed
  FROM personal.rights_step WHERE at < %(before)s AND NOT subject_id = ANY (%(held)s)
 ORDER BY subject_id, step_id LIMIT %(limit)s

-- leave --
DELETE FROM personal.rights_step WHERE subject_id = ANY (%(subject_ids)s) AND step_id = ANY (%(row_ids)s)
