-- add --
-- Operator staff open an exceptional access to one tenant.
INSERT INTO core.break_glass (break_glass_id, publisher_id, staff, reason, opened_at, until)
VALUES (%(break_glass_id)s, %(publisher_id)s, %(staff)s, %(reason)s, %(opened_at)s, %(until)s)

-- untold --
-- Accesses of the tenants of the scope that nobody there was told of yet.
SELECT break_glass_id, publisher_id, staff, reason, opened_at, until FROM core.break_glass WHERE told_at IS NULL ORDER BY opened_at

-- told --
UPDATE core.break_glass SET told_at = %(now)s WHERE break_glass_id = %(break_glass_id)s AND told_at IS NULL

-- running --
-- The access of one member of staff that runs at a moment, the one that lasts longest.
SELECT break_glass_id, publisher_id, staff, reason, opened_at, until FROM core.break_glass
 WHERE staff = %(staff)s AND opened_at <= %(now)s AND until > %(now)s ORDER BY until DESC LIMIT 1

-- list --
-- Every exceptional access to the tenants of the scope, newest first.
SELECT break_glass_id, publisher_id, staff, reason, opened_at, until FROM core.break_glass ORDER BY opened_at DESC
