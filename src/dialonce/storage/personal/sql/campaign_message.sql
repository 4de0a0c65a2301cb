-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.campaign_message (subject_id, campaign_id, publisher_id, queued_at, status, settled_at)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(campaign_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(queued_at)s::timestamptz[],
  %(status)s::text[],
  %(settled_at)s::timestamptz[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, campaign_id, publisher_id, queued_at, status, settled_at
  FROM personal.campaign_message WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, queued_at

-- erase --
DELETE FROM personal.campaign_message WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(queued_at) AS oldest FROM personal.campaign_message
 WHERE queued_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.campaign_message WHERE queued_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- due --
-- One message that waits, locked so that two workers never send it twice.
SELECT subject_id, campaign_id, publisher_id, queued_at, status, settled_at FROM personal.campaign_message
 WHERE subject_id = %(subject_id)s AND campaign_id = %(campaign_id)s AND status = 'queued' FOR UPDATE

-- settle --
UPDATE personal.campaign_message SET status = %(status)s, settled_at = %(now)s
 WHERE subject_id = %(subject_id)s AND campaign_id = %(campaign_id)s AND status = 'queued'

-- sent_without_consent --
-- How many went out although the newest answer then, for their purpose by SMS, was no yes.
SELECT count(*) AS found FROM personal.campaign_message AS m JOIN core.campaign AS c USING (campaign_id, publisher_id)
 WHERE m.status = 'sent'
   AND (SELECT n.state FROM personal.consent AS n
         WHERE n.subject_id = m.subject_id AND n.purpose = c.purpose AND n.scope = 'sms' AND n.changed_at <= m.settled_at
         ORDER BY n.changed_at DESC, (n.state = 'given'), n.consent_id LIMIT 1) IS DISTINCT FROM 'given'
