-- secrets --
-- The installation's wrapped secrets.
SELECT name, wrapped FROM vault.secret

-- add_secret --
-- A secret is made once; the first maker wins.
INSERT INTO vault.secret (name, wrapped) VALUES (%(name)s, %(wrapped)s) ON CONFLICT DO NOTHING

-- replace_secret --
-- The same secret under a new wrapping.
UPDATE vault.secret SET wrapped = %(wrapped)s WHERE name = %(name)s

-- publisher_keys --
-- All keys of one publisher, wrapped by the root key.
SELECT purpose, version, wrapped FROM vault.publisher_key WHERE publisher_id = %(publisher_id)s ORDER BY purpose, version

-- add_publisher_key --
-- The first maker wins.
INSERT INTO vault.publisher_key (publisher_id, purpose, version, wrapped, created_at)
VALUES (%(publisher_id)s, %(purpose)s, %(version)s, %(wrapped)s, %(now)s) ON CONFLICT DO NOTHING

-- replace_publisher_key --
-- The same key under a new wrapping.
UPDATE vault.publisher_key SET wrapped = %(wrapped)s
 WHERE publisher_id = %(publisher_id)s AND purpose = %(purpose)s AND version = %(version)s

-- find_subjects --
-- The subjects behind keyed digests, with their wrapped keys (migration 0026).
SELECT digest, subject_id, version, wrapped
  FROM vault.find_subjects(%(scope)s, %(seal)s, %(publisher_id)s, %(kind)s, %(digests)s)

-- subject_keys --
-- Wrapped keys by subject; an erased subject has none.
SELECT subject_id, version, wrapped FROM vault.subject_key WHERE subject_id = ANY (%(subject_ids)s)

-- make_subjects --
-- New subjects behind new digests (migration 0026).
SELECT digest, subject_id, version, wrapped
  FROM vault.make_subjects(%(scope)s, %(seal)s, %(publisher_id)s, %(kind)s, %(version)s, %(digests)s, %(subject_ids)s, %(wrapped)s)

-- add_subject_keys --
-- New subjects that no identifier leads to.
INSERT INTO vault.subject_key (subject_id, publisher_id, version, wrapped)
SELECT subject_id, %(publisher_id)s, %(version)s, wrapped
  FROM unnest(%(subject_ids)s::uuid[], %(wrapped)s::bytea[]) AS g (subject_id, wrapped)

-- add_index --
-- One more identifier that leads to a subject; the first to claim it keeps it.
INSERT INTO vault.blind_index (publisher_id, kind, digest, subject_id)
VALUES (%(publisher_id)s, %(kind)s, %(digest)s, %(subject_id)s) ON CONFLICT DO NOTHING

-- opt_outs --
-- Fingerprints of everybody who opted out of a publisher's offers.
SELECT publisher_id, digest FROM vault.opt_out WHERE publisher_id = ANY (%(publisher_ids)s)

-- add_opt_out --
INSERT INTO vault.opt_out (publisher_id, digest, since) VALUES (%(publisher_id)s, %(digest)s, %(now)s) ON CONFLICT DO NOTHING

-- remove_opt_out --
DELETE FROM vault.opt_out WHERE publisher_id = %(publisher_id)s AND digest = %(digest)s

-- notify --
SELECT pg_notify(%(channel)s, %(payload)s)

-- add_link --
INSERT INTO vault.link (digest, publisher_id, line_id, solution_id, interface_id, interface_version, subject_id, request_id, culture,
                        created_at, expires_at)
VALUES (%(digest)s, %(publisher_id)s, %(line_id)s, %(solution_id)s, %(interface_id)s, %(interface_version)s, %(subject_id)s,
        %(request_id)s, %(culture)s, %(created_at)s, %(expires_at)s)

-- link --
SELECT publisher_id, line_id, solution_id, interface_id, interface_version, subject_id, request_id, culture, created_at, expires_at,
       opened_at
  FROM vault.find_link(%(digest)s) WHERE publisher_id IS NOT NULL

-- link_opened --
UPDATE vault.link SET opened_at = coalesce(opened_at, %(now)s) WHERE digest = %(digest)s AND opened_at IS NULL

-- link_subject --
UPDATE vault.link SET subject_id = %(subject_id)s WHERE digest = %(digest)s AND subject_id IS NULL

-- add_offer --
INSERT INTO vault.recent_offer (offer_id, publisher_id, caller, range, country, offered_at)
VALUES (%(offer_id)s, %(publisher_id)s, %(caller)s, %(range)s, %(country)s, %(offered_at)s)

-- offer_opened --
UPDATE vault.recent_offer SET opened = true WHERE offer_id = %(offer_id)s AND NOT opened

-- offers --
-- Offers since a moment, oldest first.
SELECT offer_id, publisher_id, caller, range, country, offered_at, opened
  FROM vault.recent_offer WHERE offered_at >= %(since)s ORDER BY offered_at

-- sweep_offers --
DELETE FROM vault.recent_offer WHERE offered_at < %(before)s

-- entomb --
-- The point of no return: key and every way to the subject go, the tombstone comes, in one commit.
WITH keys AS (
  DELETE FROM vault.subject_key WHERE subject_id = %(subject_id)s AND publisher_id = %(publisher_id)s
), indexes AS (
  DELETE FROM vault.blind_index WHERE subject_id = %(subject_id)s AND publisher_id = %(publisher_id)s
), links AS (
  DELETE FROM vault.link WHERE subject_id = %(subject_id)s AND publisher_id = %(publisher_id)s
)
INSERT INTO vault.tombstone (subject_id, publisher_id, erased_at) VALUES (%(subject_id)s, %(publisher_id)s, %(now)s)
ON CONFLICT DO NOTHING

-- knows --
-- Whether the tenants of the scope have, or had, a subject.
SELECT EXISTS (SELECT FROM vault.subject_key WHERE subject_id = %(subject_id)s)
    OR EXISTS (SELECT FROM vault.tombstone WHERE subject_id = %(subject_id)s)

-- keys_between --
-- The next keys of a tenant that were made in a while.
SELECT subject_id FROM vault.subject_key
 WHERE publisher_id = %(publisher_id)s AND created_at >= %(since)s AND created_at < %(before)s AND subject_id > %(after)s
 ORDER BY subject_id LIMIT %(limit)s

-- unfinished --
-- Subjects that are unreadable already and whose rows may still stand.
SELECT subject_id, publisher_id, erased_at FROM vault.tombstone WHERE finished_at IS NULL ORDER BY erased_at

-- finish --
UPDATE vault.tombstone SET finished_at = %(now)s WHERE subject_id = %(subject_id)s AND finished_at IS NULL

-- forget_transient --
-- A key that was made for one message.
DELETE FROM vault.subject_key WHERE subject_id = %(subject_id)s AND publisher_id = %(publisher_id)s

-- sweep_links --
DELETE FROM vault.link WHERE expires_at < %(before)s

-- remove_secret --
DELETE FROM vault.secret WHERE name = %(name)s

-- root_wrapped_keys --
-- Every publisher's keys of the scope, locked for rewrapping.
SELECT publisher_id, purpose, version, wrapped FROM vault.publisher_key ORDER BY publisher_id, purpose, version FOR UPDATE

-- stale_subject_keys --
-- The next keys that an older publisher key wraps.
SELECT subject_id, version, wrapped FROM vault.subject_key
 WHERE publisher_id = %(publisher_id)s AND version < %(version)s ORDER BY subject_id LIMIT %(limit)s FOR UPDATE

-- count_stale_subject_keys --
SELECT count(*) FROM vault.subject_key WHERE publisher_id = %(publisher_id)s AND version < %(version)s

-- rewrap_subject_keys --
UPDATE vault.subject_key AS k SET version = %(version)s, wrapped = g.wrapped
  FROM unnest(%(subject_ids)s::uuid[], %(wrapped)s::bytea[]) AS g (subject_id, wrapped)
 WHERE k.subject_id = g.subject_id AND k.publisher_id = %(publisher_id)s

-- retire_publisher_keys --
-- Keys that wrap nothing any more and whose successor every process has known for long.
DELETE FROM vault.publisher_key AS old
 WHERE old.purpose = 'wrap'
   AND EXISTS (SELECT FROM vault.publisher_key AS newer
                WHERE newer.publisher_id = old.publisher_id AND newer.purpose = 'wrap' AND newer.version > old.version
                  AND newer.created_at < %(before)s)
   AND NOT EXISTS (SELECT FROM vault.subject_key AS k
                    WHERE k.publisher_id = old.publisher_id AND k.version = old.version)

-- lock_root_shared --
-- Whoever wraps with the root key shares this lock; a rotation takes it alone.
SELECT pg_advisory_xact_lock_shared(hashtextextended('root-key', 0))

-- lock_root --
SELECT pg_advisory_xact_lock(hashtextextended('root-key', 0))

-- remove_publisher_keys --
-- The keys of a publisher that is gone.
DELETE FROM vault.publisher_key WHERE publisher_id = %(publisher_id)s

-- holds_people --
-- Whether something of a caller of this publisher is left in the vault.
SELECT EXISTS (SELECT FROM vault.subject_key WHERE publisher_id = %(publisher_id)s)
    OR EXISTS (SELECT FROM vault.tombstone WHERE publisher_id = %(publisher_id)s)
    OR EXISTS (SELECT FROM vault.opt_out WHERE publisher_id = %(publisher_id)s)

-- sweep_tombstones --
DELETE FROM vault.tombstone WHERE erased_at < %(before)s AND finished_at IS NOT NULL

-- sweep_opt_outs --
DELETE FROM vault.opt_out WHERE since < %(before)s

-- key_of --
-- That somebody has a key of their own; never the key.
SELECT version FROM vault.subject_key WHERE subject_id = %(subject_id)s

-- indexes_of --
-- The keyed fingerprints that lead to somebody.
SELECT kind, encode(digest, 'hex') AS digest FROM vault.blind_index WHERE subject_id = %(subject_id)s ORDER BY kind

-- links_of --
-- The links that lead to somebody, without their secrets.
SELECT line_id, solution_id, interface_id, interface_version, culture, created_at, expires_at, opened_at
  FROM vault.link WHERE subject_id = %(subject_id)s ORDER BY created_at

-- opt_out_of --
SELECT since FROM vault.opt_out WHERE publisher_id = %(publisher_id)s AND digest = %(digest)s

-- offers_of --
-- What a number was offered in the last day.
SELECT country, offered_at, opened FROM vault.recent_offer
 WHERE publisher_id = %(publisher_id)s AND caller = %(caller)s ORDER BY offered_at
