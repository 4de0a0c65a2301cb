-- count_try --
-- One more try of this hour; how many there were.
INSERT INTO vault.try_count (digest, hour, tries) VALUES (%(digest)s, %(hour)s, 1)
ON CONFLICT (digest, hour) DO UPDATE SET tries = vault.try_count.tries + 1
RETURNING tries

-- add_sign_in --
INSERT INTO vault.sign_in (digest, proof, offer_id, expires_at, sealed)
VALUES (%(digest)s, %(proof)s, %(offer_id)s, %(expires_at)s, %(sealed)s)

-- try_sign_in --
-- Count a try before it is looked at, so that tries at the same time cannot outrun the limit.
UPDATE vault.sign_in SET tries = tries + 1
 WHERE digest = %(digest)s AND expires_at > %(now)s AND tries < %(most)s
RETURNING proof, offer_id, sealed

-- end_sign_in --
-- A code opens one session: of several tries with the right code one deletes the row.
DELETE FROM vault.sign_in WHERE digest = %(digest)s

-- add_session --
INSERT INTO vault.caller_session (digest, seen_at, ends_at, sealed) VALUES (%(digest)s, %(now)s, %(ends_at)s, %(sealed)s)

-- session --
SELECT seen_at, sealed FROM vault.caller_session WHERE digest = %(digest)s AND ends_at > %(now)s AND seen_at > %(idle_since)s

-- see_session --
UPDATE vault.caller_session SET seen_at = %(now)s WHERE digest = %(digest)s

-- change_session --
UPDATE vault.caller_session SET sealed = %(sealed)s WHERE digest = %(digest)s

-- end_session --
DELETE FROM vault.caller_session WHERE digest = %(digest)s

-- subjects_anywhere --
-- The subjects behind digests, in every publisher of the scope.
SELECT publisher_id, subject_id FROM vault.blind_index
 WHERE kind = %(kind)s AND digest = ANY (%(digests)s) ORDER BY publisher_id

-- sweep_sign_ins --
DELETE FROM vault.sign_in WHERE expires_at < %(now)s

-- sweep_sessions --
DELETE FROM vault.caller_session WHERE ends_at < %(now)s OR seen_at < %(idle_since)s

-- sweep_tries --
DELETE FROM vault.try_count WHERE hour < %(before)s

-- drop_index --
DELETE FROM vault.blind_index WHERE publisher_id = %(publisher_id)s AND kind = %(kind)s AND subject_id = %(subject_id)s
