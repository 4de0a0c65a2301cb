-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.service_request (subject_id, request_id, publisher_id, requested_at, line_id, solution_id, expires_at, opened_at)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(request_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(requested_at)s::timestamptz[],
  %(line_id)s::uuid[],
  %(solution_id)s::uuid[],
  %(expires_at)s::timestamptz[],
  %(opened_at)s::timestamptz[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, request_id, publisher_id, requested_at, line_id, solution_id, expires_at, opened_at
  FROM personal.service_request WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, requested_at

-- erase --
DELETE FROM personal.service_request WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(requested_at) AS oldest FROM personal.service_request
 WHERE requested_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.service_request WHERE requested_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- mark_opened --
UPDATE personal.service_request SET opened_at = %(now)s
 WHERE subject_id = %(subject_id)s AND request_id = %(request_id)s AND opened_at IS NULL
