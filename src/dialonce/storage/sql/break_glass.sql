-- add --
-- Operator staff open an exceptional access to one tenant.
INSERT INTO core.break_glass (break_glass_id, publisher_id, staff, reason, opened_at, until)
VALUES (%(break_glass_id)s, %(publisher_id)s, %(staff)s, %(reason)s, %(opened_at)s, %(until)s)

-- list --
-- Every exceptional access to the tenants of the scope, newest first.
SELECT break_glass_id, publisher_id, staff, reason, opened_at, until FROM core.break_glass ORDER BY opened_at DESC
