-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.directive (subject_id, directive_id, publisher_id, recorded_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(directive_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(recorded_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, directive_id, publisher_id, recorded_at, sealed
  FROM personal.directive WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, recorded_at

-- erase --
DELETE FROM personal.directive WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(recorded_at) AS oldest FROM personal.directive
 WHERE recorded_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.directive WHERE recorded_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- revoke --
DELETE FROM personal.directive WHERE subject_id = %(subject_id)s
