-- lock --
-- One maker at a time for each solution, in every process, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('number-set ' || %(solution_id)s::text, 0))

-- lines --
-- What the sets of a publisher hold: its enabled lines that show a published interface, by number.
SELECT l.number, p.slug AS publisher, i.slug AS interface, i.interface_id, i.published_version AS interface_version
  FROM core.line l
  JOIN core.publisher p USING (publisher_id)
  JOIN core.interface i USING (interface_id)
 WHERE l.publisher_id = %(publisher_id)s AND l.enabled AND p.enabled AND i.enabled AND i.published_version IS NOT NULL
 ORDER BY l.number

-- newest --
SELECT version, digest, bytes FROM core.number_set WHERE solution_id = %(solution_id)s ORDER BY version DESC LIMIT 1

-- one --
SELECT version, digest, bytes FROM core.number_set WHERE solution_id = %(solution_id)s AND version = %(version)s

-- add --
INSERT INTO core.number_set (solution_id, version, publisher_id, digest, bytes, created_at)
VALUES (%(solution_id)s, %(version)s, %(publisher_id)s, %(digest)s, %(bytes)s, %(now)s)

-- forget --
-- Versions from which no difference is made any more.
DELETE FROM core.number_set WHERE solution_id = %(solution_id)s AND version <= %(version)s
