-- editions --
-- Every published edition, oldest first.
SELECT version, effective_from, hash, document, signature, published_at FROM core.policy_edition
 ORDER BY effective_from, published_at

-- add_edition --
INSERT INTO core.policy_edition (version, effective_from, hash, document, signature, published_at)
VALUES (%(version)s, %(effective_from)s, %(hash)s, %(document)s, %(signature)s, %(published_at)s)

-- layers --
-- The layers that count now: the newest revision of each name, unless it takes the layer away.
SELECT publisher_id, name, kind, revision, document
  FROM (SELECT DISTINCT ON (publisher_id, name) publisher_id, name, kind, revision, document
          FROM core.policy_overlay ORDER BY publisher_id, name, revision DESC) AS newest
 WHERE document IS NOT NULL
 ORDER BY publisher_id, name

-- revisions --
-- Every revision of a publisher's layers, the newest first.
SELECT name, kind, revision, document, stored_at FROM core.policy_overlay
 WHERE publisher_id = %(publisher_id)s ORDER BY stored_at DESC, name, revision DESC

-- add_layer --
-- A further revision of a layer.
INSERT INTO core.policy_overlay (publisher_id, name, revision, kind, document, stored_at)
SELECT %(publisher_id)s, %(name)s, coalesce(max(revision), 0) + 1, %(kind)s, %(document)s, %(now)s
  FROM core.policy_overlay WHERE publisher_id = %(publisher_id)s AND name = %(name)s
RETURNING revision
