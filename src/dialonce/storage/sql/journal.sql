-- append --
-- The only way to write the journal; the database chains the entries itself.
SELECT audit.append(%(publishers)s, %(subjects)s, %(times)s, %(entries)s)

-- of_subject --
-- What was done with one subject's data, newest first.
SELECT at, entry FROM audit.entry WHERE subject_id = %(subject_id)s ORDER BY at DESC LIMIT %(limit)s
