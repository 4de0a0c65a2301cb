-- Tokens with which a publisher's own system fetches the forms of its callers, and does nothing else (4.2-a).

ALTER TABLE core.token DROP CONSTRAINT token_kind_check;
ALTER TABLE core.token ADD CONSTRAINT token_kind_check
  CHECK (kind IN ('access', 'long-lived', 'api', 'operator', 'inbox'));
