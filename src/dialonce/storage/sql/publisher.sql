-- add --
INSERT INTO core.publisher (publisher_id, slug, name, country, locale, sector, enabled, created_at)
VALUES (%(publisher_id)s, %(slug)s, %(name)s, %(country)s, %(locale)s, %(sector)s, true, %(now)s)

-- change --
UPDATE core.publisher
   SET name = coalesce(%(name)s, name), locale = coalesce(%(locale)s, locale), sector = coalesce(%(sector)s, sector),
       enabled = coalesce(%(enabled)s, enabled)
 WHERE publisher_id = %(publisher_id)s

-- end --
-- The contract is over: nothing works any more, and the terms count from here.
UPDATE core.publisher SET ended_at = %(ended_at)s, enabled = false WHERE publisher_id = %(publisher_id)s

-- resume --
UPDATE core.publisher SET ended_at = NULL, enabled = true WHERE publisher_id = %(publisher_id)s

-- one --
SELECT publisher_id, slug, name, country, locale, sector, enabled, created_at
  FROM core.publisher WHERE publisher_id = %(publisher_id)s

-- all --
SELECT publisher_id, slug, name, country, locale, sector, enabled, created_at FROM core.publisher ORDER BY name, slug
