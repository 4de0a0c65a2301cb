-- add --
INSERT INTO core.solution (solution_id, publisher_id, name, kind, allowed_origins, notice_channel, notice_since, enabled, created_at)
VALUES (%(solution_id)s, %(publisher_id)s, %(name)s, %(kind)s, %(allowed_origins)s, %(notice_channel)s, %(notice_since)s, true, %(now)s)

-- change --
UPDATE core.solution
   SET name = coalesce(%(name)s, name), allowed_origins = coalesce(%(allowed_origins)s, allowed_origins),
       notice_channel = coalesce(%(notice_channel)s, notice_channel), notice_since = %(notice_since)s,
       enabled = coalesce(%(enabled)s, enabled)
 WHERE solution_id = %(solution_id)s

-- one --
SELECT solution_id, publisher_id, name, kind, allowed_origins, notice_channel, notice_since, enabled, created_at
  FROM core.solution WHERE solution_id = %(solution_id)s

-- all --
SELECT solution_id, publisher_id, name, kind, allowed_origins, notice_channel, notice_since, enabled, created_at
  FROM core.solution ORDER BY name
