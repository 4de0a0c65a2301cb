-- The editor of menus: what was done to a draft, publications that wait for their hour, and translations of a menu.

-- Each revision of a draft with the steps that led there and back: undo, redo, and telling two editors apart. The newest stay.
CREATE TABLE core.interface_edit (
  interface_id uuid NOT NULL REFERENCES core.interface ON DELETE CASCADE,
  revision integer NOT NULL CHECK (revision > 0),
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  kind text NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
  of_revision integer,
  deed text NOT NULL,
  subject text NOT NULL DEFAULT '',
  forward text NOT NULL,
  backward text NOT NULL,
  editor text NOT NULL,
  edited_at timestamptz NOT NULL,
  PRIMARY KEY (interface_id, revision),
  CHECK ((kind = 'edit') = (of_revision IS NULL))
);

-- At most one publication of an interface waits; its text is what was checked when it was planned, not what the draft is then.
CREATE TABLE core.interface_schedule (
  interface_id uuid PRIMARY KEY REFERENCES core.interface ON DELETE CASCADE,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  document text NOT NULL,
  note text NOT NULL DEFAULT '',
  due_at timestamptz NOT NULL,
  planned_by text NOT NULL,
  planned_at timestamptz NOT NULL
);
CREATE INDEX interface_schedule_due ON core.interface_schedule (due_at);

-- The interface of which this one is the translation.
ALTER TABLE core.interface ADD COLUMN twin_of uuid REFERENCES core.interface ON DELETE SET NULL CHECK (twin_of <> interface_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['interface_edit', 'interface_schedule'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON core.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON core.%I TO dialonce_service', name);
  END LOOP;
END
$$;

REVOKE UPDATE ON core.interface_edit FROM dialonce_service;
