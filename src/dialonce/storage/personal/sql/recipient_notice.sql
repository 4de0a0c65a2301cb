-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.recipient_notice (subject_id, notice_id, publisher_id, disclosure_id, request_id, recipient, kind, fields, queued_at, reply_by, state, attempts, sent_at, confirmed_at, answer)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(notice_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(disclosure_id)s::uuid[],
  %(request_id)s::uuid[],
  %(recipient)s::text[],
  %(kind)s::text[],
  %(fields)s::text[],
  %(queued_at)s::timestamptz[],
  %(reply_by)s::timestamptz[],
  %(state)s::text[],
  %(attempts)s::int4[],
  %(sent_at)s::timestamptz[],
  %(confirmed_at)s::timestamptz[],
  %(answer)s::text[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, notice_id, publisher_id, disclosure_id, request_id, recipient, kind, fields, queued_at, reply_by, state, attempts, sent_at, confirmed_at, answer
  FROM personal.recipient_notice WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, queued_at

-- erase --
-- What recipients must still be told outlives the subject; it holds references only. Touches no row.
DELETE FROM personal.recipient_notice WHERE subject_id = ANY (%(subject_ids)s) AND false

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(queued_at) AS oldest FROM personal.recipient_notice
 WHERE queued_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.recipient_notice WHERE queued_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- waiting --
-- Notices that no recipient has got yet, locked so that two workers never send one twice.
SELECT subject_id, notice_id, publisher_id, disclosure_id, request_id, recipient, kind, fields, queued_at, reply_by, state, attempts, sent_at, confirmed_at, answer
  FROM personal.recipient_notice WHERE state = 'queued' ORDER BY queued_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED

-- of_request --
SELECT subject_id, notice_id, publisher_id, disclosure_id, request_id, recipient, kind, fields, queued_at, reply_by, state, attempts, sent_at, confirmed_at, answer
  FROM personal.recipient_notice WHERE request_id = %(request_id)s ORDER BY recipient

-- by_id --
SELECT subject_id, notice_id, publisher_id, disclosure_id, request_id, recipient, kind, fields, queued_at, reply_by, state, attempts, sent_at, confirmed_at, answer
  FROM personal.recipient_notice WHERE notice_id = %(notice_id)s

-- settle --
UPDATE personal.recipient_notice
   SET state = %(state)s, attempts = %(attempts)s, sent_at = %(sent_at)s, confirmed_at = %(confirmed_at)s, answer = %(answer)s
 WHERE subject_id = %(subject_id)s AND notice_id = %(notice_id)s

-- untold --
-- Disclosures of erased people whose recipient was sent no notice.
SELECT d.subject_id, d.disclosure_id AS notice_id, d.publisher_id
  FROM personal.disclosure AS d JOIN personal.tombstone AS t USING (subject_id)
 WHERE NOT EXISTS (SELECT FROM personal.recipient_notice AS n
                    WHERE n.subject_id = d.subject_id AND n.disclosure_id = d.disclosure_id)

-- waiting_publishers --
-- Publishers with notices to hand over.
SELECT DISTINCT publisher_id FROM personal.recipient_notice WHERE state = 'queued'
