-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.subject (subject_id, publisher_id, created_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(created_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, publisher_id, created_at, sealed
  FROM personal.subject WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, created_at

-- erase --
DELETE FROM personal.subject WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(created_at) AS oldest FROM personal.subject
 WHERE created_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.subject WHERE created_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- known --
-- Which of these subjects have their row at a publisher.
SELECT subject_id FROM personal.subject WHERE subject_id = ANY (%(subject_ids)s) AND publisher_id = %(publisher_id)s

-- old --
-- Subjects that were new before a moment, after a given one, in their order.
SELECT subject_id FROM personal.subject
 WHERE created_at < %(before)s AND subject_id > %(after)s AND NOT subject_id = ANY (%(held)s) ORDER BY subject_id LIMIT %(limit)s

-- held --
-- How many rows of one table these subjects have, by solution where the table knows one, and from when to when.
SELECT {name} AS name, {solution} AS solution_id, count(*) AS rows, min({time}) AS oldest, max({time}) AS newest
  FROM personal.{table} WHERE subject_id = ANY (%(subject_ids)s) GROUP BY 2
