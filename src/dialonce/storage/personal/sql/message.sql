-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.message (subject_id, message_id, publisher_id, queued_at, template, class, status, reason, attempts, carrier_reference, updated_at, expires_at, sealed)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(message_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(queued_at)s::timestamptz[],
  %(template)s::text[],
  %(class)s::text[],
  %(status)s::text[],
  %(reason)s::text[],
  %(attempts)s::int4[],
  %(carrier_reference)s::text[],
  %(updated_at)s::timestamptz[],
  %(expires_at)s::timestamptz[],
  %(sealed)s::bytea[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, message_id, publisher_id, queued_at, template, class, status, reason, attempts, carrier_reference, updated_at, expires_at, sealed
  FROM personal.message WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, queued_at

-- erase --
DELETE FROM personal.message WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(queued_at) AS oldest FROM personal.message
 WHERE queued_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.message WHERE queued_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- due --
-- Messages that wait for their carrier.
SELECT subject_id, message_id, publisher_id, template, class, attempts, expires_at, sealed
  FROM personal.message WHERE subject_id = %(subject_id)s AND message_id = %(message_id)s AND status = 'queued' FOR UPDATE

-- handed_over --
-- The recipient leaves the row with the hand-over.
UPDATE personal.message
   SET status = %(status)s, reason = %(reason)s, attempts = %(attempts)s, carrier_reference = %(carrier_reference)s,
       updated_at = %(now)s, sealed = CASE WHEN %(status)s = 'queued' THEN sealed END
 WHERE subject_id = %(subject_id)s AND message_id = %(message_id)s

-- recent --
-- The newest messages of the tenant, for the outbox page.
SELECT subject_id, message_id, publisher_id, template, class, status, reason, attempts, queued_at, updated_at
  FROM personal.message ORDER BY queued_at DESC LIMIT %(limit)s

-- waiting --
-- Messages of the tenant that nobody has touched for a while: their job was lost, or gave up.
SELECT subject_id, message_id, publisher_id, sealed
  FROM personal.message WHERE status = 'queued' AND updated_at <= %(before)s ORDER BY queued_at LIMIT %(limit)s
