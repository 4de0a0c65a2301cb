-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.notice (subject_id, publisher_id, policy_version, channel, acknowledged_at)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(policy_version)s::text[],
  %(channel)s::text[],
  %(acknowledged_at)s::timestamptz[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, publisher_id, policy_version, channel, acknowledged_at
  FROM personal.notice WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, acknowledged_at

-- erase --
DELETE FROM personal.notice WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(acknowledged_at) AS oldest FROM personal.notice
 WHERE acknowledged_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.notice WHERE acknowledged_at < %(before)s AND NOT subject_id = ANY (%(held)s)
