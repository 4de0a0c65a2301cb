-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.profile (subject_id, publisher_id, updated_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(updated_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, publisher_id, updated_at, sealed
  FROM personal.profile WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, updated_at

-- erase --
DELETE FROM personal.profile WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(updated_at) AS oldest FROM personal.profile
 WHERE updated_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.profile WHERE updated_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- forget --
-- A profile, before it is stored anew.
DELETE FROM personal.profile WHERE subject_id = %(subject_id)s
