-- add --
INSERT INTO core.interface (interface_id, publisher_id, name, culture, slug, draft, created_at, updated_at)
VALUES (%(interface_id)s, %(publisher_id)s, %(name)s, %(culture)s, %(slug)s, %(draft)s, %(now)s, %(now)s)

-- one --
SELECT interface_id, publisher_id, name, culture, slug, draft, draft_revision, published_version, enabled, created_at, updated_at, twin_of
  FROM core.interface WHERE interface_id = %(interface_id)s

-- all --
SELECT interface_id, publisher_id, name, culture, slug, draft_revision, published_version, enabled, created_at, updated_at, twin_of
  FROM core.interface ORDER BY name

-- unpublished --
-- Enabled ones whose draft is not what callers get.
SELECT i.interface_id, i.publisher_id, i.name, i.culture, i.slug, i.draft_revision, i.published_version, i.enabled, i.created_at,
       i.updated_at, i.twin_of, i.draft, v.document AS published
  FROM core.interface i LEFT JOIN core.interface_version v ON v.interface_id = i.interface_id AND v.version = i.published_version
 WHERE i.enabled AND i.draft IS DISTINCT FROM v.document ORDER BY i.name

-- change --
UPDATE core.interface SET name = coalesce(%(name)s, name), enabled = coalesce(%(enabled)s, enabled), updated_at = %(now)s
 WHERE interface_id = %(interface_id)s

-- lock --
SELECT coalesce(published_version, 0) FROM core.interface WHERE interface_id = %(interface_id)s FOR UPDATE

-- newest_version --
SELECT coalesce(max(version), 0) FROM core.interface_version WHERE interface_id = %(interface_id)s

-- add_version --
INSERT INTO core.interface_version (interface_id, version, publisher_id, document, digest, note, published_at)
VALUES (%(interface_id)s, %(version)s, %(publisher_id)s, %(document)s, %(digest)s, %(note)s, %(now)s)

-- publish --
UPDATE core.interface SET published_version = %(version)s, updated_at = %(now)s WHERE interface_id = %(interface_id)s

-- version --
SELECT version, document, note, published_at FROM core.interface_version
 WHERE interface_id = %(interface_id)s AND version = %(version)s

-- versions --
SELECT version, note, encode(digest, 'hex') AS digest, published_at, length(document) AS size
  FROM core.interface_version WHERE interface_id = %(interface_id)s ORDER BY version DESC
