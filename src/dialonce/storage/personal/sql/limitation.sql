-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.limitation (subject_id, limitation_id, publisher_id, kind, since, ended_at, reason)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(limitation_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(kind)s::text[],
  %(since)s::timestamptz[],
  %(ended_at)s::timestamptz[],
  %(reason)s::text[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, limitation_id, publisher_id, kind, since, ended_at, reason
  FROM personal.limitation WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, since

-- erase --
DELETE FROM personal.limitation WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(ended_at) AS oldest FROM personal.limitation
 WHERE ended_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.limitation WHERE ended_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- running --
-- The limitations of the tenants that hold now.
SELECT subject_id, limitation_id, publisher_id, kind, since, ended_at, reason
  FROM personal.limitation WHERE ended_at IS NULL ORDER BY since

-- end --
UPDATE personal.limitation SET ended_at = %(now)s
 WHERE subject_id = %(subject_id)s AND kind = %(kind)s AND ended_at IS NULL
