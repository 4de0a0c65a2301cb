-- Personal rows. `subject_id` comes first in every key and join: it is the distribution column of a cluster.
-- What identifies a person is sealed; the clear columns are pseudonyms, times and places of the menu.

CREATE TABLE personal.subject (
  subject_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  sealed bytea
);

-- Erased subjects. Writers look here under the publisher's shared lock, so a late write finds the erasure.
CREATE TABLE personal.tombstone (
  subject_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  erased_at timestamptz NOT NULL
);

CREATE TABLE personal.notice (
  subject_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  policy_version text NOT NULL,
  channel text NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  PRIMARY KEY (subject_id, policy_version)
);

CREATE TABLE personal.call_step (
  subject_id uuid NOT NULL,
  step_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  publisher_id uuid NOT NULL,
  line_id uuid NOT NULL,
  solution_id uuid NOT NULL,
  step text NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, occurred_at, step_id)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE personal.interaction (
  subject_id uuid NOT NULL,
  interaction_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  publisher_id uuid NOT NULL,
  line_id uuid,
  solution_id uuid,
  interface_id uuid NOT NULL,
  interface_version integer NOT NULL,
  kind text NOT NULL,
  screen text NOT NULL,
  element text NOT NULL DEFAULT '',
  sealed bytea,
  PRIMARY KEY (subject_id, occurred_at, interaction_id)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE personal.form_answer (
  subject_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  line_id uuid,
  interface_id uuid NOT NULL,
  interface_version integer NOT NULL,
  screen text NOT NULL,
  element text NOT NULL,
  status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'in-progress', 'done')),
  received_at timestamptz NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (subject_id, answer_id)
);
CREATE INDEX form_answer_by_publisher ON personal.form_answer (publisher_id, received_at);

CREATE TABLE personal.service_request (
  subject_id uuid NOT NULL,
  request_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  line_id uuid NOT NULL,
  solution_id uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  opened_at timestamptz,
  PRIMARY KEY (subject_id, request_id)
);
CREATE INDEX service_request_by_publisher ON personal.service_request (publisher_id, requested_at);

-- The recipient stays in the row only until the message is handed over.
CREATE TABLE personal.message (
  subject_id uuid NOT NULL,
  message_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  template text NOT NULL,
  class text NOT NULL CHECK (class IN ('service', 'marketing')),
  status text NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'failed', 'expired')),
  reason text NOT NULL DEFAULT '',
  attempts integer NOT NULL DEFAULT 0,
  carrier_reference text NOT NULL DEFAULT '',
  queued_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, message_id)
);
CREATE INDEX message_by_publisher ON personal.message (publisher_id, queued_at);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['subject', 'tombstone', 'notice', 'call_step', 'interaction', 'form_answer', 'service_request',
                              'message'] LOOP
    EXECUTE format('ALTER TABLE personal.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE personal.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON personal.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON personal.%I TO dialonce_service', name);
    EXECUTE format('GRANT INSERT ON personal.%I TO dialonce_ingest', name);
  END LOOP;
END
$$;

-- A month's partition of every event table. Monthly partitions are what retention drops.
CREATE FUNCTION personal.ensure_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  name text;
  first date := pg_catalog.date_trunc('month', month::timestamp)::date;
BEGIN
  FOREACH name IN ARRAY ARRAY['call_step', 'interaction'] LOOP
    EXECUTE pg_catalog.format(
      'CREATE TABLE IF NOT EXISTS personal.%I PARTITION OF personal.%I FOR VALUES FROM (%L) TO (%L)',
      name || pg_catalog.to_char(first, '_YYYYMM'), name,
      first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION personal.ensure_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal.ensure_month(date) TO dialonce_service;
