-- Who may receive data, under which agreement; what was disclosed; whom to tell when it is erased or put right.

-- An agreement with a recipient, or with the operator as processor. `party` is `kind:name`, as uses name recipients.
CREATE TABLE core.agreement (
  agreement_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  party text NOT NULL CHECK (party ~ '^[a-z-]+:[a-z0-9][a-z0-9-]{0,39}$'),
  name text NOT NULL CHECK (name <> ''),
  reference text NOT NULL CHECK (reference <> ''),
  purposes text[] NOT NULL,
  categories text[] NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  email text NOT NULL DEFAULT '',
  webhook_url text NOT NULL DEFAULT '',
  postal_address text NOT NULL DEFAULT '',
  secret_version integer NOT NULL DEFAULT 1,
  notifies_subject boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX agreement_by_party ON core.agreement (publisher_id, party);

-- On which ground data may leave the European Economic Area for one country (GDPR 44 to 49).
CREATE TABLE core.transfer (
  transfer_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  agreement_id uuid REFERENCES core.agreement,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  mechanism text NOT NULL,
  assessed boolean NOT NULL DEFAULT false,
  recurring boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  until timestamptz NOT NULL
);

-- Legal grounds of 6.4: a case with its justification, approved by several people before anything leaves.
CREATE TABLE core.legal_case (
  case_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  ground text NOT NULL CHECK (ground IN ('order', 'transaction', 'need')),
  reference text NOT NULL CHECK (reference <> ''),
  justification text NOT NULL CHECK (length(justification) >= 10),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  noticed_at timestamptz
);

CREATE TABLE core.legal_approval (
  case_id uuid NOT NULL REFERENCES core.legal_case,
  staff text NOT NULL,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, staff)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['agreement', 'transfer', 'legal_case', 'legal_approval'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON core.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT ON core.%I TO dialonce_service', name);
  END LOOP;
END
$$;
GRANT UPDATE ON core.agreement, core.transfer, core.legal_case TO dialonce_service;

-- The ledger: one row a disclosure, with the agreement or case it rests on. Nobody changes or deletes it before its term.
CREATE TABLE personal.disclosure (
  subject_id uuid NOT NULL,
  disclosure_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  recipient text NOT NULL,
  purpose text NOT NULL,
  categories text NOT NULL,
  ground text NOT NULL,
  region text NOT NULL,
  disclosed_at timestamptz NOT NULL,
  PRIMARY KEY (subject_id, disclosure_id)
);

-- What recipients of disclosed data must be told (GDPR 19), and whether they have done it. References only.
CREATE TABLE personal.recipient_notice (
  subject_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  disclosure_id uuid NOT NULL,
  request_id uuid NOT NULL,
  recipient text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('erasure', 'rectification', 'restriction')),
  fields text NOT NULL DEFAULT '',
  queued_at timestamptz NOT NULL,
  reply_by timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'by-letter', 'confirmed', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  confirmed_at timestamptz,
  answer text NOT NULL DEFAULT '',
  PRIMARY KEY (subject_id, notice_id)
);
CREATE INDEX recipient_notice_by_state ON personal.recipient_notice (publisher_id, state, queued_at);
CREATE INDEX recipient_notice_by_request ON personal.recipient_notice (request_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['disclosure', 'recipient_notice'] LOOP
    EXECUTE format('ALTER TABLE personal.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE personal.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON personal.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT INSERT ON personal.%I TO dialonce_ingest', name);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, DELETE ON personal.disclosure TO dialonce_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON personal.recipient_notice TO dialonce_service;
