-- append --
-- The only way to write the journal; the database chains the entries itself.
SELECT audit.append(%(publishers)s, %(subjects)s, %(times)s, %(entries)s)

-- of_subject --
-- What was done with one subject's data, newest first.
SELECT at, entry FROM audit.entry WHERE subject_id = %(subject_id)s ORDER BY at DESC LIMIT %(limit)s

-- heads --
-- How long each lane is and where its chain ends, for the service role.
SELECT lane, length, head FROM audit.heads()

-- checkpoints_before --
-- The newest checkpoints of before a moment, newest first.
SELECT document, signature FROM audit.checkpoints_before(%(moment)s, %(most)s)

-- may_trim --
-- Whether everything up to these lengths is past its term, and nobody's whom a legal hold keeps.
SELECT audit.may_trim(%(lanes)s, %(lengths)s)

-- trim --
-- Delete entries that a signed checkpoint stands for; how many.
SELECT audit.trim(%(lanes)s, %(lengths)s, %(up_to)s)

-- add_checkpoint --
SELECT audit.add_checkpoint(%(made_at)s, %(document)s, %(signature)s)

-- lanes --
-- The same as `heads`, for the auditor.
SELECT lane, length, head FROM audit.lane ORDER BY lane

-- checkpoints --
SELECT document, signature FROM audit.checkpoint ORDER BY checkpoint

-- page --
-- The next entries of one lane, for the auditor.
SELECT lane, position, publisher_id, subject_id, at, entry, hash FROM audit.entry
 WHERE lane = %(lane)s AND position > %(after)s ORDER BY position LIMIT %(limit)s
