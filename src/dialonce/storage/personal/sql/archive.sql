-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.archive (subject_id, archive_id, publisher_id, kind, made_at, expires_at, fetched_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(archive_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(kind)s::text[],
  %(made_at)s::timestamptz[],
  %(expires_at)s::timestamptz[],
  %(fetched_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, archive_id, publisher_id, kind, made_at, expires_at, fetched_at, sealed
  FROM personal.archive WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, made_at

-- erase --
DELETE FROM personal.archive WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(made_at) AS oldest FROM personal.archive
 WHERE made_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.archive WHERE made_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- waiting --
-- Archives of a subject that can still be fetched, without what is in them.
SELECT subject_id, archive_id, publisher_id, kind, made_at, expires_at, fetched_at
  FROM personal.archive WHERE subject_id = %(subject_id)s AND expires_at > %(now)s ORDER BY made_at DESC

-- one --
SELECT subject_id, archive_id, publisher_id, kind, made_at, expires_at, fetched_at, sealed
  FROM personal.archive WHERE subject_id = %(subject_id)s AND archive_id = %(archive_id)s AND expires_at > %(now)s

-- mark_fetched --
-- A download that broke off can be repeated for a while.
UPDATE personal.archive SET fetched_at = coalesce(fetched_at, %(now)s), expires_at = least(expires_at, %(until)s)
 WHERE subject_id = %(subject_id)s AND archive_id = %(archive_id)s

-- drop_ended --
DELETE FROM personal.archive WHERE expires_at <= %(now)s

-- waiting_publishers --
-- Publishers with archives whose time is over.
SELECT DISTINCT publisher_id FROM personal.archive WHERE expires_at <= %(now)s
