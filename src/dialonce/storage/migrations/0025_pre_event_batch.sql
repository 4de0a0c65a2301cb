-- A batch of events in one statement, so that it costs one round trip and its commit: scope, erasure locks, rows, counts, journal.

-- Runs as its caller: row-level security holds for every row. Rows of erased subjects are left out, as late writes are. A row
-- that is stored already fails the whole batch with `unique_violation`; the caller then goes the careful way.
CREATE FUNCTION personal.record_batch(
  scope text, seal text, writers uuid[],
  new_subjects uuid[], new_publishers uuid[], new_times timestamptz[], new_sealed bytea[],
  step_subjects uuid[], step_ids uuid[], step_publishers uuid[], step_times timestamptz[], step_lines uuid[],
  step_solutions uuid[], steps text[], step_sealed bytea[],
  seen_subjects uuid[], seen_ids uuid[], seen_publishers uuid[], seen_times timestamptz[], seen_lines uuid[],
  seen_solutions uuid[], seen_interfaces uuid[], seen_versions integer[], seen_kinds text[], seen_screens text[],
  seen_elements text[], seen_sealed bytea[],
  lane smallint, count_publishers uuid[], count_lines uuid[], count_hours timestamptz[], count_steps text[],
  count_interfaces uuid[], count_versions integer[], count_screens text[], count_elements text[], count_solutions uuid[],
  count_cultures text[], count_devices text[], count_regions text[], counts bigint[],
  entry_publishers uuid[], entry_subjects uuid[], entry_times timestamptz[], entries text[]
) RETURNS void
LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
  gone uuid[];
BEGIN
  PERFORM pg_catalog.set_config('dialonce.scope', scope, true), pg_catalog.set_config('dialonce.seal', seal, true);
  -- In order, as every writer takes them; what is read after this sees each erasure that began before.
  PERFORM pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended('erasure:' || writer, 0))
     FROM unnest(writers) AS writer ORDER BY writer;
  gone := ARRAY(SELECT subject_id FROM personal.tombstone
                 WHERE subject_id = ANY (step_subjects) OR subject_id = ANY (seen_subjects));
  INSERT INTO personal.subject (subject_id, publisher_id, created_at, sealed)
  SELECT * FROM unnest(new_subjects, new_publishers, new_times, new_sealed) AS given (subject_id, p, t, s)
   WHERE NOT subject_id = ANY (gone)
      ON CONFLICT DO NOTHING;
  INSERT INTO personal.call_step (subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed)
  SELECT * FROM unnest(step_subjects, step_ids, step_publishers, step_times, step_lines, step_solutions, steps, step_sealed)
                AS given (subject_id, i, p, t, l, so, st, s)
   WHERE NOT subject_id = ANY (gone);
  INSERT INTO personal.interaction (subject_id, interaction_id, publisher_id, occurred_at, line_id, solution_id, interface_id,
                                    interface_version, kind, screen, element, sealed)
  SELECT * FROM unnest(seen_subjects, seen_ids, seen_publishers, seen_times, seen_lines, seen_solutions, seen_interfaces,
                       seen_versions, seen_kinds, seen_screens, seen_elements, seen_sealed)
                AS given (subject_id, i, p, t, l, so, f, v, k, sc, e, s)
   WHERE NOT subject_id = ANY (gone);
  -- Writers that run at the same time count in different lanes, mostly, and so do not wait for each other's commit.
  PERFORM insights.add_counts(((lane + pg_catalog.pg_backend_pid()) % 16)::smallint,
                              count_publishers, count_lines, count_hours, count_steps, count_interfaces, count_versions,
                              count_screens, count_elements, count_solutions, count_cultures, count_devices, count_regions,
                              counts);
  IF pg_catalog.cardinality(entries) > 0 THEN
    PERFORM audit.append(entry_publishers, entry_subjects, entry_times, entries);
  END IF;
END
$$;
REVOKE ALL ON FUNCTION personal.record_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal.record_batch TO dialonce_service;

-- As before, but two processes that need the same month at the same time make it once.
CREATE OR REPLACE FUNCTION personal.ensure_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  name text;
  first date := pg_catalog.date_trunc('month', month::timestamp)::date;
BEGIN
  PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('personal.ensure_month', 0));
  FOREACH name IN ARRAY ARRAY['call_step', 'interaction'] LOOP
    EXECUTE pg_catalog.format(
      'CREATE TABLE IF NOT EXISTS personal.%I PARTITION OF personal.%I FOR VALUES FROM (%L) TO (%L)',
      name || pg_catalog.to_char(first, '_YYYYMM'), name,
      first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END
$$;
