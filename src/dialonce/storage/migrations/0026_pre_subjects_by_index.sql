-- Subjects behind keyed digests in one round trip, found or made; the scope comes with the question.

CREATE FUNCTION vault.find_subjects(scope text, seal text, publisher uuid, kind text, digests bytea[])
RETURNS TABLE (digest bytea, subject_id uuid, version integer, wrapped bytea)
LANGUAGE plpgsql SET search_path = ''
AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_catalog.set_config('dialonce.scope', scope, true), pg_catalog.set_config('dialonce.seal', seal, true);
  RETURN QUERY
  SELECT i.digest, i.subject_id, k.version, k.wrapped
    FROM vault.blind_index AS i JOIN vault.subject_key AS k ON k.subject_id = i.subject_id
   WHERE i.publisher_id = find_subjects.publisher AND i.kind = find_subjects.kind AND i.digest = ANY (digests);
END
$$;

-- Digests that exist already are left alone; whoever is behind them is returned as well.
CREATE FUNCTION vault.make_subjects(
  scope text, seal text, publisher uuid, kind text, key_version integer, digests bytea[], subject_ids uuid[], wrapped_keys bytea[]
) RETURNS TABLE (digest bytea, subject_id uuid, version integer, wrapped bytea)
LANGUAGE plpgsql SET search_path = ''
AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_catalog.set_config('dialonce.scope', scope, true), pg_catalog.set_config('dialonce.seal', seal, true);
  WITH given AS (
    SELECT * FROM unnest(digests, subject_ids, wrapped_keys) AS g (digest, subject_id, wrapped)
  ), added AS (
    INSERT INTO vault.blind_index (publisher_id, kind, digest, subject_id)
    SELECT make_subjects.publisher, make_subjects.kind, digest, subject_id FROM given ORDER BY digest
    ON CONFLICT DO NOTHING
    RETURNING blind_index.digest
  )
  INSERT INTO vault.subject_key (subject_id, publisher_id, version, wrapped)
  SELECT given.subject_id, make_subjects.publisher, make_subjects.key_version, given.wrapped
    FROM given JOIN added ON added.digest = given.digest;
  RETURN QUERY
  SELECT * FROM vault.find_subjects(scope, seal, publisher, kind, digests);
END
$$;
REVOKE ALL ON FUNCTION vault.find_subjects, vault.make_subjects FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.find_subjects, vault.make_subjects TO dialonce_vault;
