-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.advertising_link (subject_id, link_id, publisher_id, linked_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(link_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(linked_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, link_id, publisher_id, linked_at, sealed
  FROM personal.advertising_link WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, linked_at

-- erase --
DELETE FROM personal.advertising_link WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(linked_at) AS oldest FROM personal.advertising_link
 WHERE linked_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.advertising_link WHERE linked_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- unlink --
DELETE FROM personal.advertising_link WHERE subject_id = %(subject_id)s
