-- lock --
-- Writers share the publisher's lock; an erasure takes it alone, so it sees no half-written batch.
SELECT pg_advisory_xact_lock_shared(hashtextextended('erasure:' || publisher, 0)) FROM unnest(%(publishers)s::text[]) AS publisher ORDER BY publisher

-- lock_alone --
SELECT pg_advisory_xact_lock(hashtextextended('erasure:' || %(publisher)s, 0))

-- erased --
-- Which of these subjects were erased.
SELECT subject_id FROM personal.tombstone WHERE subject_id = ANY (%(subject_ids)s)

-- add --
INSERT INTO personal.tombstone (subject_id, publisher_id, erased_at) VALUES (%(subject_id)s, %(publisher_id)s, %(now)s)
ON CONFLICT DO NOTHING

-- erase_expired --
DELETE FROM personal.tombstone WHERE erased_at < %(before)s
