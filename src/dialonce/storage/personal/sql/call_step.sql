-- insert --
-- Bulk, in binary, as the ingest role.
COPY personal.call_step (subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed) FROM STDIN (FORMAT BINARY)

-- by_subject --
SELECT subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed
  FROM personal.call_step WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, occurred_at

-- erase --
DELETE FROM personal.call_step WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(occurred_at) AS oldest FROM personal.call_step
 WHERE occurred_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.call_step WHERE occurred_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- existing --
-- Which of these rows are stored already, by their place among those given, from 1.
SELECT given.place
  FROM unnest(%(subject_ids)s::uuid[], %(times)s::timestamptz[], %(row_ids)s::uuid[]) WITH ORDINALITY
       AS given (subject_id, occurred_at, row_id, place)
  JOIN personal.call_step AS known
    ON known.subject_id = given.subject_id AND known.occurred_at = given.occurred_at AND known.step_id = given.row_id

-- recent --
-- Calls that began within a span, newest first.
SELECT subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed
  FROM personal.call_step
 WHERE publisher_id = %(publisher_id)s AND step = 'call-start' AND occurred_at >= %(since)s AND occurred_at < %(before)s
 ORDER BY occurred_at DESC, step_id LIMIT %(limit)s
