-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.device (subject_id, device_id, publisher_id, registered_at, seen_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(device_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(registered_at)s::timestamptz[],
  %(seen_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, device_id, publisher_id, registered_at, seen_at, sealed
  FROM personal.device WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, seen_at

-- erase --
DELETE FROM personal.device WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(seen_at) AS oldest FROM personal.device
 WHERE seen_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.device WHERE seen_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- forget --
-- One device, before it is stored anew.
DELETE FROM personal.device WHERE subject_id = %(subject_id)s AND device_id = %(device_id)s
