-- put --
-- Rows that leave active use. The service puts them in and cannot read them back.
INSERT INTO intermediate.record (subject_id, record_id, publisher_id, dataset, started_at, moved_at, sealed)
SELECT subject_id, record_id, %(publisher_id)s, %(dataset)s, started_at, %(now)s, sealed
  FROM unnest(%(subject_ids)s::uuid[], %(record_ids)s::uuid[], %(times)s::timestamptz[], %(sealed)s::bytea[])
       AS given (subject_id, record_id, started_at, sealed)

-- of_publisher --
-- What rests in the archive of the tenants of the scope, oldest first, for the archivist.
SELECT subject_id, record_id, publisher_id, dataset, started_at, moved_at, sealed
  FROM intermediate.record ORDER BY started_at LIMIT %(limit)s

-- of_subject --
-- The same, of one subject.
SELECT subject_id, record_id, publisher_id, dataset, started_at, moved_at, sealed
  FROM intermediate.record WHERE subject_id = %(subject_id)s ORDER BY started_at
