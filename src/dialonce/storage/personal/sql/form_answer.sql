-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.form_answer (subject_id, answer_id, publisher_id, received_at, line_id, interface_id, interface_version, screen, element, status, assignee, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(answer_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(received_at)s::timestamptz[],
  %(line_id)s::uuid[],
  %(interface_id)s::uuid[],
  %(interface_version)s::int4[],
  %(screen)s::text[],
  %(element)s::text[],
  %(status)s::text[],
  %(assignee)s::uuid[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, answer_id, publisher_id, received_at, line_id, interface_id, interface_version, screen, element, status, assignee, sealed
  FROM personal.form_answer WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, received_at

-- erase --
DELETE FROM personal.form_answer WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(received_at) AS oldest FROM personal.form_answer
 WHERE received_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.form_answer WHERE received_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- inbox --
-- What came in before a moment, newest first: all of it, or in one state.
SELECT subject_id, answer_id, publisher_id, received_at, line_id, interface_id, interface_version, screen, element, status, assignee, sealed
  FROM personal.form_answer
 WHERE publisher_id = %(publisher_id)s AND received_at < %(before)s AND (%(status)s = '' OR status = %(status)s)
 ORDER BY received_at DESC, answer_id LIMIT %(limit)s

-- behind --
-- What came in behind a place, oldest first, for a system that goes on where it stopped; without those it may not have.
SELECT subject_id, answer_id, publisher_id, received_at, line_id, interface_id, interface_version, screen, element, status, assignee, sealed
  FROM personal.form_answer
 WHERE publisher_id = %(publisher_id)s AND (received_at, answer_id) > (%(behind)s, %(behind_id)s)
   AND received_at < %(before)s AND (%(status)s = '' OR status = %(status)s) AND NOT subject_id = ANY (%(withheld)s)
 ORDER BY received_at, answer_id LIMIT %(limit)s

-- standing --
-- How many of the tenant's forms nobody has taken, and how many somebody holds.
SELECT count(*) FILTER (WHERE status = 'new') AS new, count(*) FILTER (WHERE status = 'in-progress') AS held
  FROM personal.form_answer WHERE status <> 'done'

-- one --
SELECT subject_id, answer_id, publisher_id, received_at, line_id, interface_id, interface_version, screen, element, status, assignee, sealed
  FROM personal.form_answer WHERE publisher_id = %(publisher_id)s AND answer_id = %(answer_id)s

-- set_state --
UPDATE personal.form_answer SET status = %(status)s, assignee = %(assignee)s
 WHERE subject_id = %(subject_id)s AND answer_id = %(answer_id)s
