-- draft --
-- The draft, held until the transaction ends: who edits it next waits.
SELECT draft, draft_revision FROM core.interface WHERE interface_id = %(interface_id)s FOR UPDATE

-- put --
UPDATE core.interface SET draft = %(draft)s, culture = %(culture)s, draft_revision = %(revision)s, updated_at = %(now)s
 WHERE interface_id = %(interface_id)s

-- add --
INSERT INTO core.interface_edit
  (interface_id, revision, publisher_id, kind, of_revision, deed, subject, forward, backward, editor, edited_at)
VALUES
  (%(interface_id)s, %(revision)s, %(publisher_id)s, %(kind)s, %(of_revision)s, %(deed)s, %(subject)s, %(forward)s,
   %(backward)s, %(editor)s, %(now)s)

-- forget --
-- Only the newest edits stay: so many, and so many bytes of them.
DELETE FROM core.interface_edit
 WHERE interface_id = %(interface_id)s
   AND revision IN (
     SELECT revision
       FROM (SELECT revision,
                    row_number() OVER newest AS place,
                    sum(pg_column_size(forward) + pg_column_size(backward)) OVER newest AS bytes
               FROM core.interface_edit WHERE interface_id = %(interface_id)s
             WINDOW newest AS (ORDER BY revision DESC)) AS sized
      WHERE place > %(most)s OR bytes > %(most_bytes)s)

-- log --
SELECT revision, kind, of_revision, deed, subject, editor, edited_at
  FROM core.interface_edit WHERE interface_id = %(interface_id)s ORDER BY revision

-- steps --
SELECT revision, forward, backward FROM core.interface_edit
 WHERE interface_id = %(interface_id)s AND revision = %(revision)s

-- steps_since --
-- Newest first: the order in which they are taken back.
SELECT revision, forward, backward FROM core.interface_edit
 WHERE interface_id = %(interface_id)s AND revision > %(revision)s ORDER BY revision DESC

-- plan --
INSERT INTO core.interface_schedule (interface_id, publisher_id, document, note, due_at, planned_by, planned_at)
VALUES (%(interface_id)s, %(publisher_id)s, %(document)s, %(note)s, %(due_at)s, %(planned_by)s, %(now)s)
ON CONFLICT (interface_id) DO UPDATE
   SET document = excluded.document, note = excluded.note, due_at = excluded.due_at, planned_by = excluded.planned_by,
       planned_at = excluded.planned_at

-- planned --
SELECT interface_id, note, due_at, planned_by, planned_at FROM core.interface_schedule
 WHERE interface_id = %(interface_id)s

-- all_planned --
SELECT interface_id, note, due_at, planned_by, planned_at FROM core.interface_schedule

-- unplan --
DELETE FROM core.interface_schedule WHERE interface_id = %(interface_id)s

-- due --
-- What is due, taken off the plan in the same statement: two workers never publish it twice.
DELETE FROM core.interface_schedule WHERE due_at <= %(now)s RETURNING interface_id, document, note

-- due_publishers --
SELECT DISTINCT publisher_id FROM core.interface_schedule WHERE due_at <= %(now)s ORDER BY publisher_id

-- set_twin --
UPDATE core.interface SET twin_of = %(twin_of)s, updated_at = %(now)s WHERE interface_id = %(interface_id)s
