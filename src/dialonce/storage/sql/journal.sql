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

-- trimmable --
-- How many entries up to these lengths may go.
SELECT audit.trimmable(%(lanes)s, %(lengths)s)

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

-- search --
-- Entries of the scope's tenants that fit, newest first, from a place on.
SELECT lane, position, at, subject_id, entry FROM audit.entry
 WHERE at >= %(since)s AND at < %(until)s
   AND (%(subject_id)s::uuid IS NULL OR subject_id = %(subject_id)s::uuid)
   AND (%(actor)s::text = '' OR entry::jsonb ->> 'actor' = %(actor)s::text)
   AND (%(purpose)s::text = '' OR entry::jsonb ->> 'purpose' = %(purpose)s::text)
   AND (%(outcome)s::text = '' OR entry::jsonb ->> 'outcome' = %(outcome)s::text)
   AND (%(clause)s::text = '' OR (entry::jsonb -> 'clauses') ? %(clause)s::text)
   AND (at, lane, position) < (%(from_at)s, %(from_lane)s, %(from_position)s)
 ORDER BY at DESC, lane DESC, position DESC LIMIT %(limit)s

-- verify_own --
-- Whether the scope's own entries stand as they were written.
SELECT entries, altered, rewritten FROM audit.verify_tenants(%(lanes)s, %(lengths)s, %(heads)s)

-- latest --
-- The newest moment that the journal holds.
SELECT audit.latest()

-- accept_clock --
-- An entry in every lane: from here on the clock counts as right.
SELECT audit.accept_clock(%(moment)s, %(entry)s)
