-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.location (subject_id, location_id, publisher_id, application, located_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(location_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(application)s::text[],
  %(located_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, location_id, publisher_id, application, located_at, sealed
  FROM personal.location WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, located_at

-- erase --
DELETE FROM personal.location WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(located_at) AS oldest FROM personal.location
 WHERE located_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.location WHERE located_at < %(before)s AND NOT subject_id = ANY (%(held)s)
