-- add --
INSERT INTO core.agreement (agreement_id, publisher_id, party, name, reference, purposes, categories, country, locale, email,
                            webhook_url, postal_address, secret_version, notifies_subject, created_at, until, ended_at)
VALUES (%(agreement_id)s, %(publisher_id)s, %(party)s, %(name)s, %(reference)s, %(purposes)s, %(categories)s, %(country)s,
        %(locale)s, %(email)s, %(webhook_url)s, %(postal_address)s, %(secret_version)s, %(notifies_subject)s, %(created_at)s,
        %(until)s, %(ended_at)s)

-- all --
SELECT agreement_id, publisher_id, party, name, reference, purposes, categories, country, locale, email, webhook_url,
       postal_address, secret_version, notifies_subject, created_at, until, ended_at
  FROM core.agreement ORDER BY party, created_at DESC

-- one --
SELECT agreement_id, publisher_id, party, name, reference, purposes, categories, country, locale, email, webhook_url,
       postal_address, secret_version, notifies_subject, created_at, until, ended_at
  FROM core.agreement WHERE agreement_id = %(agreement_id)s

-- newest --
-- The newest agreement with a party, in force or over: one that is over still names whom to tell.
SELECT agreement_id, publisher_id, party, name, reference, purposes, categories, country, locale, email, webhook_url,
       postal_address, secret_version, notifies_subject, created_at, until, ended_at
  FROM core.agreement WHERE party = %(party)s ORDER BY created_at DESC LIMIT 1

-- end --
UPDATE core.agreement SET ended_at = %(now)s WHERE agreement_id = %(agreement_id)s AND ended_at IS NULL

-- renew_secret --
-- From now on notices are signed with another secret.
UPDATE core.agreement SET secret_version = secret_version + 1 WHERE agreement_id = %(agreement_id)s
RETURNING secret_version

-- add_transfer --
INSERT INTO core.transfer (transfer_id, publisher_id, agreement_id, country, mechanism, assessed, recurring, created_at, until)
VALUES (%(transfer_id)s, %(publisher_id)s, %(agreement_id)s, %(country)s, %(mechanism)s, %(assessed)s, %(recurring)s,
        %(created_at)s, %(until)s)

-- transfers --
SELECT transfer_id, publisher_id, agreement_id, country, mechanism, assessed, recurring, created_at, until
  FROM core.transfer ORDER BY country, created_at DESC

-- end_transfer --
UPDATE core.transfer SET until = least(until, %(now)s) WHERE transfer_id = %(transfer_id)s

-- add_case --
INSERT INTO core.legal_case (case_id, publisher_id, ground, reference, justification, opened_at)
VALUES (%(case_id)s, %(publisher_id)s, %(ground)s, %(reference)s, %(justification)s, %(opened_at)s)

-- cases --
-- Every case with how many people approved it.
SELECT c.case_id, c.ground, c.reference, c.justification, c.opened_at, c.closed_at, c.noticed_at,
       (SELECT count(*) FROM core.legal_approval AS a WHERE a.case_id = c.case_id) AS approvals
  FROM core.legal_case AS c ORDER BY c.opened_at DESC

-- approve_case --
INSERT INTO core.legal_approval (case_id, staff, publisher_id, approved_at)
SELECT case_id, %(staff)s, publisher_id, %(now)s FROM core.legal_case WHERE case_id = %(case_id)s
ON CONFLICT DO NOTHING

-- close_case --
-- The transaction is done, or the matter is over.
UPDATE core.legal_case SET closed_at = %(now)s WHERE case_id = %(case_id)s AND closed_at IS NULL

-- notice_case --
-- The persons were told, or the law forbids telling them.
UPDATE core.legal_case SET noticed_at = %(now)s WHERE case_id = %(case_id)s AND noticed_at IS NULL
