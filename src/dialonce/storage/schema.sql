-- The whole schema: what all migrations make together. Written by `python -m tests.storage.schema_text`.

CREATE SCHEMA ads;
CREATE SCHEMA audit;
CREATE SCHEMA core;
CREATE SCHEMA insights;
CREATE SCHEMA intermediate;
CREATE SCHEMA jobs;
CREATE SCHEMA personal;
CREATE SCHEMA vault;
CREATE TYPE jobs.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE jobs.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE jobs.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION audit.accept_clock(moment timestamp with time zone, entry text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  chain audit.lane;
BEGIN
  FOR chain IN SELECT * FROM audit.lane ORDER BY lane FOR UPDATE LOOP
    chain.length := chain.length + 1;
    chain.head := pg_catalog.sha256(chain.head || pg_catalog.convert_to(entry, 'UTF8'));
    INSERT INTO audit.entry (lane, position, publisher_id, at, entry, hash)
    VALUES (chain.lane, chain.length, '00000000-0000-0000-0000-000000000000', moment, entry, chain.head);
    UPDATE audit.lane SET length = chain.length, head = chain.head WHERE lane = chain.lane;
  END LOOP;
END
$$;
CREATE FUNCTION audit.add_checkpoint(made_at timestamp with time zone, document text, signature bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $$ INSERT INTO audit.checkpoint (made_at, document, signature) VALUES (made_at, document, signature) $$;
CREATE FUNCTION audit.append(publishers uuid[], subjects uuid[], times timestamp with time zone[], entries text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  chain audit.lane;
  given record;
BEGIN
  IF NOT publishers <@ (core.tenants() || '00000000-0000-0000-0000-000000000000'::uuid) THEN
    RAISE EXCEPTION 'a journal entry belongs to a publisher that is not in the scope' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO chain FROM audit.lane ORDER BY lane FOR UPDATE SKIP LOCKED LIMIT 1;
  IF NOT FOUND THEN
    SELECT * INTO chain FROM audit.lane WHERE lane = pg_catalog.pg_backend_pid() % 16 FOR UPDATE;
  END IF;
  FOR given IN SELECT * FROM unnest(publishers, subjects, times, entries) AS g (publisher_id, subject_id, at, entry) LOOP
    chain.length := chain.length + 1;
    chain.head := pg_catalog.sha256(chain.head || pg_catalog.convert_to(given.entry, 'UTF8'));
    INSERT INTO audit.entry (lane, position, publisher_id, subject_id, at, entry, hash)
    VALUES (chain.lane, chain.length, given.publisher_id, given.subject_id, given.at, given.entry, chain.head);
  END LOOP;
  UPDATE audit.lane SET length = chain.length, head = chain.head WHERE lane = chain.lane;
END
$$;
CREATE TABLE audit.checkpoint (
    checkpoint bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    document text NOT NULL,
    signature bytea NOT NULL
);
CREATE FUNCTION audit.checkpoints_before(moment timestamp with time zone, most integer) RETURNS SETOF audit.checkpoint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ SELECT * FROM audit.checkpoint WHERE made_at < moment ORDER BY checkpoint DESC LIMIT most $$;
CREATE TABLE audit.lane (
    lane smallint NOT NULL,
    length bigint NOT NULL,
    head bytea NOT NULL,
    CONSTRAINT lane_head_check CHECK ((length(head) = 32))
);
CREATE FUNCTION audit.heads() RETURNS SETOF audit.lane
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ SELECT lane, length, head FROM audit.lane ORDER BY lane $$;
CREATE FUNCTION audit.latest() RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT max(e.at) FROM audit.lane AS l JOIN audit.entry AS e ON e.lane = l.lane AND e.position = l.length
$$;
CREATE FUNCTION audit."trim"(lanes smallint[], lengths bigint[], up_to timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  rows bigint;
BEGIN
  IF audit.trimmable(lanes, lengths) = 0 THEN
    RETURN 0;
  END IF;
  DELETE FROM audit.entry AS e USING unnest(lanes, lengths) AS given (lane, length)
   WHERE e.lane = given.lane AND e.position <= given.length;
  GET DIAGNOSTICS rows = ROW_COUNT;
  DELETE FROM audit.checkpoint
   WHERE made_at <= up_to AND made_at < (pg_catalog.now() AT TIME ZONE 'UTC' - interval '36 months') AT TIME ZONE 'UTC';
  RETURN rows;
END
$$;
CREATE FUNCTION audit.trimmable(lanes smallint[], lengths bigint[]) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT CASE
           WHEN bool_or(h.subject_id IS NOT NULL
                        OR e.at >= (pg_catalog.now() AT TIME ZONE 'UTC' - interval '36 months') AT TIME ZONE 'UTC') THEN 0
           ELSE count(*)
         END
    FROM unnest(lanes, lengths) AS given (lane, length)
    JOIN audit.entry AS e ON e.lane = given.lane AND e.position <= given.length
    LEFT JOIN personal.legal_hold AS h
      ON h.subject_id = e.subject_id AND h.publisher_id = e.publisher_id AND h.until > pg_catalog.now()
$$;
CREATE FUNCTION audit.verify_tenants(lanes smallint[], lengths bigint[], heads bytea[]) RETURNS TABLE(entries bigint, altered bigint, rewritten bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  WITH chained AS (
    SELECT e.publisher_id, e.subject_id, e.at, e.entry, e.hash, e.position,
           lag(e.position) OVER lane_order AS place,
           coalesce(lag(e.hash) OVER lane_order,
                    CASE WHEN e.position = 1 THEN decode(repeat('00', 32), 'hex') END) AS before
      FROM audit.entry AS e
    WINDOW lane_order AS (PARTITION BY e.lane ORDER BY e.position)
  ), own AS (
    SELECT count(*) AS entries,
           count(*) FILTER (
             WHERE hash <> pg_catalog.sha256(before || pg_catalog.convert_to(entry, 'UTF8'))
                OR place + 1 <> position
                OR (entry::jsonb ->> 'publisher')::uuid IS DISTINCT FROM publisher_id
                OR (entry::jsonb ->> 'subject')::uuid IS DISTINCT FROM subject_id
                OR (entry::jsonb ->> 'at')::timestamptz IS DISTINCT FROM at) AS altered
      FROM chained WHERE publisher_id = ANY ((SELECT core.tenants())::uuid[])
  )
  SELECT own.entries, own.altered,
         (SELECT count(*) FROM unnest(lanes, lengths, heads) AS given (lane, length, head)
           WHERE given.length > 0
             AND NOT EXISTS (SELECT FROM audit.entry AS e
                              WHERE e.lane = given.lane AND e.position = given.length AND e.hash = given.head))
    FROM own
$$;
CREATE FUNCTION core.announce_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_directory', TG_TABLE_NAME);
  RETURN NULL;
END
$$;
CREATE FUNCTION core.announce_lines() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_directory', 'line:' || publisher_id)
     FROM (SELECT DISTINCT publisher_id FROM changed) AS whose;
  RETURN NULL;
END
$$;
CREATE FUNCTION core.announce_policy() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_policy', TG_TABLE_NAME);
  RETURN NULL;
END
$$;
CREATE FUNCTION core.ended_publishers(before timestamp with time zone) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT publisher_id FROM core.publisher
   WHERE ended_at < least(before, (pg_catalog.now() AT TIME ZONE 'UTC' - interval '60 months') AT TIME ZONE 'UTC')
   ORDER BY publisher_id
$$;
CREATE FUNCTION core.overdue(wanted text, before timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  condition text := core.sweep_condition(wanted, before);
  rows bigint := 0;
BEGIN
  IF condition IS NOT NULL THEN
    EXECUTE 'SELECT count(*) FROM ' || condition INTO rows;
  END IF;
  RETURN rows;
END
$$;
CREATE FUNCTION core.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
BEGIN
  RAISE EXCEPTION '%: what was published stays as it is; publish a new version', TG_TABLE_NAME;
END
$$;
CREATE FUNCTION core.remove_publisher(wanted uuid, before timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
DECLARE
  part record;
  people boolean;
  rows bigint;
  total bigint := 0;
BEGIN
  IF wanted NOT IN (SELECT core.ended_publishers(before)) THEN
    RETURN 0;
  END IF;
  FOR part IN
    SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname IN ('personal', 'intermediate')
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'publisher_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.%I WHERE publisher_id = $1)', part.nspname, part.relname)
      INTO people USING wanted;
    IF people THEN
      RETURN 0;
    END IF;
  END LOOP;
  FOR part IN
    WITH RECURSIVE held AS (
      SELECT c.oid, n.nspname, c.relname
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname IN ('core', 'insights', 'ads')
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'publisher_id' AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    ), depth AS (
      SELECT oid, 0 AS level FROM held
      UNION
      SELECT f.conrelid, depth.level + 1
        FROM pg_catalog.pg_constraint AS f JOIN depth ON f.confrelid = depth.oid
       WHERE f.contype = 'f' AND f.conrelid <> f.confrelid AND depth.level < 16
    )
    SELECT held.nspname, held.relname FROM held JOIN depth USING (oid)
     GROUP BY held.nspname, held.relname ORDER BY max(depth.level) DESC, held.relname
  LOOP
    EXECUTE pg_catalog.format('DELETE FROM %I.%I WHERE publisher_id = $1', part.nspname, part.relname) USING wanted;
    GET DIAGNOSTICS rows = ROW_COUNT;
    total := total + rows;
  END LOOP;
  RETURN total;
END
$_$;
CREATE FUNCTION core.sweep(wanted text, before timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  condition text := core.sweep_condition(wanted, before);
  child record;
  rows bigint := 0;
BEGIN
  IF condition IS NOT NULL THEN
    FOR child IN
      SELECT f.conrelid::regclass AS name, its.attname AS refers, theirs.attname AS referred
        FROM pg_catalog.pg_constraint AS f
        JOIN pg_catalog.pg_attribute AS its ON its.attrelid = f.conrelid AND its.attnum = f.conkey[1]
        JOIN pg_catalog.pg_attribute AS theirs ON theirs.attrelid = f.confrelid AND theirs.attnum = f.confkey[1]
       WHERE f.contype = 'f' AND f.confdeltype = 'a' AND f.confrelid = pg_catalog.to_regclass(wanted)
    LOOP
      EXECUTE pg_catalog.format(
        'DELETE FROM %s AS child WHERE child.%I IN (SELECT old.%I FROM %s)', child.name, child.refers, child.referred, condition);
    END LOOP;
    EXECUTE 'DELETE FROM ' || condition;
    GET DIAGNOSTICS rows = ROW_COUNT;
  END IF;
  RETURN rows;
END
$$;
CREATE FUNCTION core.sweep_condition(wanted text, before timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $$
DECLARE
  rule core.sweep_rule;
  found_table regclass := pg_catalog.to_regclass(wanted);
  condition text;
BEGIN
  SELECT * INTO rule FROM core.sweep_rule WHERE dataset = wanted;
  IF rule.dataset IS NULL OR found_table IS NULL THEN
    RETURN NULL;
  END IF;
  condition := pg_catalog.format(
    '%s AS old WHERE old.%I < %L', found_table, rule.start,
    least(before, (pg_catalog.now() AT TIME ZONE 'UTC' - rule.at_least) AT TIME ZONE 'UTC'));
  IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = found_table AND attname = 'subject_id' AND NOT attisdropped) THEN
    condition := condition || ' AND NOT EXISTS (SELECT FROM personal.legal_hold AS h WHERE h.subject_id = old.subject_id
                                                  AND h.publisher_id = old.publisher_id AND h.until > pg_catalog.now())';
  END IF;
  RETURN condition;
END
$$;
CREATE FUNCTION core.tenants() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT coalesce(
    (SELECT pg_catalog.string_to_array(scope, ',')::uuid[]
       FROM core.scope_secret,
            pg_catalog.current_setting('dialonce.scope', true) AS scope,
            pg_catalog.current_setting('dialonce.seal', true) AS seal
      WHERE scope <> ''
        AND seal = pg_catalog.encode(
              pg_catalog.sha256(secret || pg_catalog.sha256(secret || pg_catalog.convert_to(scope, 'UTF8'))), 'hex')),
    '{}'::uuid[])
$$;
CREATE FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], counts bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT insights.add_counts(lane, publishers, lines, hours, steps, interfaces, versions, screens, elements, solutions, cultures,
                             devices, pg_catalog.array_fill(''::text, ARRAY[pg_catalog.cardinality(counts)]), counts)
$$;
CREATE FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], regions text[], counts bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $$
  INSERT INTO insights.counter AS stored
    (publisher_id, line_id, hour, step, interface_id, interface_version, screen, element, solution_id, culture, device, region,
     lane, count)
  SELECT p, l, h, s, i, v, sc, e, so, c, d, r, add_counts.lane, n
    FROM unnest(publishers, lines, hours, steps, interfaces, versions, screens, elements, solutions, cultures, devices, regions,
                counts) AS given (p, l, h, s, i, v, sc, e, so, c, d, r, n)
   ORDER BY p, h, l, s, i, v, sc, e, so, c, d, r
  ON CONFLICT (publisher_id, hour, line_id, step, interface_id, interface_version, screen, element, solution_id, culture, device,
               region, lane)
  DO UPDATE SET count = stored.count + excluded.count
$$;
CREATE FUNCTION insights.note_counting(process uuid, days date[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $$
  INSERT INTO insights.counting (process_id, day) SELECT process, unnest(days) ON CONFLICT DO NOTHING
$$;
CREATE FUNCTION insights.overspent(most double precision) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT count(*) FROM (SELECT FROM insights.spending GROUP BY publisher_id, day HAVING sum(epsilon) > most + 1e-6) AS day
$$;
CREATE FUNCTION insights.unproven() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT EXISTS (SELECT FROM insights.release AS r
                  WHERE NOT EXISTS (SELECT FROM insights.attestation AS a WHERE a.report_id = r.report_id AND a.passed))
$$;
CREATE FUNCTION jobs.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION jobs.procrastinate_defer_jobs_v1(jobs jobs.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION jobs.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
CREATE TABLE jobs.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    lock text,
    queueing_lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status jobs.procrastinate_job_status DEFAULT 'todo'::jobs.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::jobs.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION jobs.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS jobs.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION jobs.procrastinate_finish_job_v1(job_id bigint, end_status jobs.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION jobs.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION jobs.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION jobs.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION jobs.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION jobs.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION jobs.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION jobs.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION jobs.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION personal.announce_limitation() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_limitation', coalesce(new.publisher_id, old.publisher_id)::text);
  RETURN NULL;
END
$$;
CREATE FUNCTION personal.drop_months(event_table text, before timestamp with time zone) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  part record;
BEGIN
  LOCK TABLE personal.legal_hold IN SHARE MODE;
  FOR part IN SELECT past.name FROM personal.past_months(event_table, least(before, pg_catalog.now())) AS past WHERE NOT past.held LOOP
    EXECUTE pg_catalog.format('DROP TABLE personal.%I', part.name);
    RETURN NEXT part.name;
  END LOOP;
END
$$;
CREATE FUNCTION personal.ensure_month(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
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
CREATE FUNCTION personal.past_months(event_table text, before timestamp with time zone) RETURNS TABLE(name text, ended_at timestamp with time zone, estimated_rows bigint, held boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
DECLARE
  part record;
BEGIN
  IF event_table NOT IN ('call_step', 'interaction') THEN
    RAISE EXCEPTION '% has no months', event_table;
  END IF;
  FOR part IN
    SELECT child.relname, greatest(child.reltuples, 0)::bigint AS tuples,
           (pg_catalog.to_date(pg_catalog.right(child.relname, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' AS month_end
      FROM pg_catalog.pg_inherits
      JOIN pg_catalog.pg_class AS child ON child.oid = inhrelid
      JOIN pg_catalog.pg_class AS parent ON parent.oid = inhparent
      JOIN pg_catalog.pg_namespace AS space ON space.oid = parent.relnamespace
     WHERE space.nspname = 'personal' AND parent.relname = event_table
     ORDER BY child.relname
  LOOP
    CONTINUE WHEN part.month_end > past_months.before;
    name := part.relname;
    ended_at := part.month_end;
    estimated_rows := part.tuples;
    EXECUTE pg_catalog.format(
      'SELECT EXISTS (
         SELECT FROM (SELECT * FROM personal.legal_hold WHERE until > pg_catalog.now() OFFSET 0) AS h,
                     LATERAL (SELECT FROM personal.%I AS p
                               WHERE p.subject_id = h.subject_id AND p.publisher_id = h.publisher_id LIMIT 1) AS theirs)', name)
      INTO held;
    RETURN NEXT;
  END LOOP;
END
$$;
CREATE FUNCTION personal.record_batch(scope text, seal text, writers uuid[], new_subjects uuid[], new_publishers uuid[], new_times timestamp with time zone[], new_sealed bytea[], step_subjects uuid[], step_ids uuid[], step_publishers uuid[], step_times timestamp with time zone[], step_lines uuid[], step_solutions uuid[], steps text[], step_sealed bytea[], seen_subjects uuid[], seen_ids uuid[], seen_publishers uuid[], seen_times timestamp with time zone[], seen_lines uuid[], seen_solutions uuid[], seen_interfaces uuid[], seen_versions integer[], seen_kinds text[], seen_screens text[], seen_elements text[], seen_sealed bytea[], lane smallint, count_publishers uuid[], count_lines uuid[], count_hours timestamp with time zone[], count_steps text[], count_interfaces uuid[], count_versions integer[], count_screens text[], count_elements text[], count_solutions uuid[], count_cultures text[], count_devices text[], count_regions text[], counts bigint[], entry_publishers uuid[], entry_subjects uuid[], entry_times timestamp with time zone[], entries text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
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
CREATE TABLE vault.link (
    digest bytea NOT NULL,
    publisher_id uuid NOT NULL,
    line_id uuid NOT NULL,
    solution_id uuid NOT NULL,
    interface_id uuid NOT NULL,
    interface_version integer NOT NULL,
    subject_id uuid,
    request_id uuid NOT NULL,
    culture text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    CONSTRAINT link_digest_check CHECK ((length(digest) = 32))
);
ALTER TABLE ONLY vault.link FORCE ROW LEVEL SECURITY;
CREATE FUNCTION vault.find_link(wanted bytea) RETURNS vault.link
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ SELECT link FROM vault.link AS link WHERE digest = wanted $$;
CREATE FUNCTION vault.find_subjects(scope text, seal text, publisher uuid, kind text, digests bytea[]) RETURNS TABLE(digest bytea, subject_id uuid, version integer, wrapped bytea)
    LANGUAGE plpgsql
    SET search_path TO ''
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
CREATE FUNCTION vault.make_subjects(scope text, seal text, publisher uuid, kind text, key_version integer, digests bytea[], subject_ids uuid[], wrapped_keys bytea[]) RETURNS TABLE(digest bytea, subject_id uuid, version integer, wrapped bytea)
    LANGUAGE plpgsql
    SET search_path TO ''
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
CREATE TABLE ads.seen (
    publisher_id uuid NOT NULL,
    digest bytea NOT NULL,
    week date NOT NULL,
    event text NOT NULL,
    CONSTRAINT seen_digest_check CHECK ((length(digest) = 16)),
    CONSTRAINT seen_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric))
);
ALTER TABLE ONLY ads.seen FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.checkpoint ALTER COLUMN checkpoint ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.checkpoint_checkpoint_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE audit.entry (
    lane smallint NOT NULL,
    "position" bigint NOT NULL,
    publisher_id uuid NOT NULL,
    subject_id uuid,
    at timestamp with time zone NOT NULL,
    entry text NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT entry_hash_check CHECK ((length(hash) = 32))
);
ALTER TABLE ONLY audit.entry FORCE ROW LEVEL SECURITY;
CREATE TABLE core.agreement (
    agreement_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    party text NOT NULL,
    name text NOT NULL,
    reference text NOT NULL,
    purposes text[] NOT NULL,
    categories text[] NOT NULL,
    country text NOT NULL,
    locale text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    webhook_url text DEFAULT ''::text NOT NULL,
    postal_address text DEFAULT ''::text NOT NULL,
    secret_version integer DEFAULT 1 NOT NULL,
    notifies_subject boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT agreement_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT agreement_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
    CONSTRAINT agreement_name_check CHECK ((name <> ''::text)),
    CONSTRAINT agreement_party_check CHECK ((party ~ '^[a-z-]+:[a-z0-9][a-z0-9-]{0,39}$'::text)),
    CONSTRAINT agreement_reference_check CHECK ((reference <> ''::text))
);
ALTER TABLE ONLY core.agreement FORCE ROW LEVEL SECURITY;
CREATE TABLE core.break_glass (
    break_glass_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    staff text NOT NULL,
    reason text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT break_glass_check CHECK (((until > opened_at) AND (until <= (opened_at + '04:00:00'::interval)))),
    CONSTRAINT break_glass_reason_check CHECK ((length(reason) >= 10))
);
ALTER TABLE ONLY core.break_glass FORCE ROW LEVEL SECURITY;
CREATE TABLE core.campaign (
    campaign_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    purpose text NOT NULL,
    locale text NOT NULL,
    words text NOT NULL,
    stop_address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT campaign_purpose_check CHECK ((purpose = ANY (ARRAY['product-information'::text, 'promotion'::text, 'survey'::text, 'marketing'::text])))
);
ALTER TABLE ONLY core.campaign FORCE ROW LEVEL SECURITY;
CREATE TABLE core.credential (
    credential_id uuid NOT NULL,
    client_id text NOT NULL,
    publisher_id uuid NOT NULL,
    solution_id uuid NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
ALTER TABLE ONLY core.credential FORCE ROW LEVEL SECURITY;
CREATE TABLE core.incident (
    incident_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    title text NOT NULL,
    known_at timestamp with time zone NOT NULL,
    telecom boolean NOT NULL,
    assessment text NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    declared_by uuid NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT incident_check CHECK ((declared_at >= known_at)),
    CONSTRAINT incident_title_check CHECK ((title <> ''::text))
);
ALTER TABLE ONLY core.incident FORCE ROW LEVEL SECURITY;
CREATE TABLE core.incident_step (
    incident_id uuid NOT NULL,
    step integer NOT NULL,
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    staff uuid NOT NULL,
    note text NOT NULL,
    CONSTRAINT incident_step_step_check CHECK ((step > 0))
);
ALTER TABLE ONLY core.incident_step FORCE ROW LEVEL SECURITY;
CREATE TABLE core.interface (
    interface_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    name text NOT NULL,
    culture text NOT NULL,
    slug text NOT NULL,
    draft text NOT NULL,
    draft_revision integer DEFAULT 1 NOT NULL,
    published_version integer,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    twin_of uuid,
    rival_version integer,
    rival_percent smallint DEFAULT 0 NOT NULL,
    CONSTRAINT interface_check CHECK ((twin_of <> interface_id)),
    CONSTRAINT interface_rival_percent_check CHECK (((rival_percent >= 0) AND (rival_percent <= 100))),
    CONSTRAINT interface_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text))
);
ALTER TABLE ONLY core.interface FORCE ROW LEVEL SECURITY;
CREATE TABLE core.interface_edit (
    interface_id uuid NOT NULL,
    revision integer NOT NULL,
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    of_revision integer,
    deed text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    forward text NOT NULL,
    backward text NOT NULL,
    editor text NOT NULL,
    edited_at timestamp with time zone NOT NULL,
    CONSTRAINT interface_edit_check CHECK (((kind = 'edit'::text) = (of_revision IS NULL))),
    CONSTRAINT interface_edit_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'undo'::text, 'redo'::text]))),
    CONSTRAINT interface_edit_revision_check CHECK ((revision > 0))
);
ALTER TABLE ONLY core.interface_edit FORCE ROW LEVEL SECURITY;
CREATE TABLE core.interface_schedule (
    interface_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    document text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    planned_by text NOT NULL,
    planned_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY core.interface_schedule FORCE ROW LEVEL SECURITY;
CREATE TABLE core.interface_version (
    interface_id uuid NOT NULL,
    version integer NOT NULL,
    publisher_id uuid NOT NULL,
    document text NOT NULL,
    digest bytea NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT interface_version_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT interface_version_version_check CHECK ((version > 0))
);
ALTER TABLE ONLY core.interface_version FORCE ROW LEVEL SECURITY;
CREATE TABLE core.legal_approval (
    case_id uuid NOT NULL,
    staff text NOT NULL,
    publisher_id uuid NOT NULL,
    approved_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY core.legal_approval FORCE ROW LEVEL SECURITY;
CREATE TABLE core.legal_case (
    case_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    ground text NOT NULL,
    reference text NOT NULL,
    justification text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    noticed_at timestamp with time zone,
    CONSTRAINT legal_case_ground_check CHECK ((ground = ANY (ARRAY['order'::text, 'transaction'::text, 'need'::text]))),
    CONSTRAINT legal_case_justification_check CHECK ((length(justification) >= 10)),
    CONSTRAINT legal_case_reference_check CHECK ((reference <> ''::text))
);
ALTER TABLE ONLY core.legal_case FORCE ROW LEVEL SECURITY;
CREATE TABLE core.line (
    line_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    number text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    sensitivity text DEFAULT 'ordinary'::text NOT NULL,
    opening_hours text DEFAULT ''::text NOT NULL,
    interface_id uuid,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT line_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['ordinary'::text, 'special'::text])))
);
ALTER TABLE ONLY core.line FORCE ROW LEVEL SECURITY;
CREATE TABLE core.number_set (
    solution_id uuid NOT NULL,
    version bigint NOT NULL,
    publisher_id uuid NOT NULL,
    digest bytea NOT NULL,
    bytes bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT number_set_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT number_set_version_check CHECK ((version > 0))
);
ALTER TABLE ONLY core.number_set FORCE ROW LEVEL SECURITY;
CREATE TABLE core.policy_edition (
    version text NOT NULL,
    effective_from date NOT NULL,
    hash text NOT NULL,
    document text NOT NULL,
    signature bytea NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT policy_edition_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT policy_edition_signature_check CHECK ((length(signature) = 64))
);
ALTER TABLE ONLY core.policy_edition FORCE ROW LEVEL SECURITY;
CREATE TABLE core.policy_overlay (
    publisher_id uuid NOT NULL,
    name text NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    document text,
    stored_at timestamp with time zone NOT NULL,
    CONSTRAINT policy_overlay_kind_check CHECK ((kind = ANY (ARRAY['supplement'::text, 'publisher'::text]))),
    CONSTRAINT policy_overlay_revision_check CHECK ((revision > 0))
);
ALTER TABLE ONLY core.policy_overlay FORCE ROW LEVEL SECURITY;
CREATE TABLE core.publisher (
    publisher_id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    country text NOT NULL,
    locale text NOT NULL,
    sector text DEFAULT ''::text NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT publisher_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT publisher_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
    CONSTRAINT publisher_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text))
);
ALTER TABLE ONLY core.publisher FORCE ROW LEVEL SECURITY;
CREATE TABLE core.risk (
    risk_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    title text NOT NULL,
    likelihood smallint NOT NULL,
    severity smallint NOT NULL,
    measures text NOT NULL,
    owner uuid NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    review_by date NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT risk_likelihood_check CHECK (((likelihood >= 1) AND (likelihood <= 4))),
    CONSTRAINT risk_severity_check CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT risk_title_check CHECK ((title <> ''::text))
);
ALTER TABLE ONLY core.risk FORCE ROW LEVEL SECURITY;
CREATE TABLE core.scope_secret (
    only_one boolean DEFAULT true NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT scope_secret_only_one_check CHECK (only_one),
    CONSTRAINT scope_secret_secret_check CHECK ((length(secret) = 32))
);
CREATE TABLE core.sign_in_failure (
    account bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_failure_account_check CHECK ((length(account) = 16))
);
ALTER TABLE ONLY core.sign_in_failure FORCE ROW LEVEL SECURITY;
CREATE TABLE core.solution (
    solution_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    allowed_origins text[] DEFAULT '{}'::text[] NOT NULL,
    notice_channel text DEFAULT 'interface'::text NOT NULL,
    notice_since timestamp with time zone,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT solution_kind_check CHECK ((kind = ANY (ARRAY['ivr'::text, 'sdk'::text, 'tag'::text, 'link'::text]))),
    CONSTRAINT solution_notice_channel_check CHECK ((notice_channel = ANY (ARRAY['interface'::text, 'ivr'::text, 'app'::text])))
);
ALTER TABLE ONLY core.solution FORCE ROW LEVEL SECURITY;
CREATE TABLE core.staff (
    staff_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    account bytea NOT NULL,
    role text NOT NULL,
    training_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    joined_at timestamp with time zone,
    left_at timestamp with time zone,
    sealed bytea NOT NULL,
    CONSTRAINT staff_account_check CHECK ((length(account) = 16)),
    CONSTRAINT staff_check CHECK (((role = 'dpo'::text) OR ((role = 'operator-admin'::text) = (publisher_id = '00000000-0000-0000-0000-000000000000'::uuid)))),
    CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['operator-admin'::text, 'dpo'::text, 'publisher-admin'::text, 'editor'::text, 'analyst'::text, 'support-agent'::text])))
);
ALTER TABLE ONLY core.staff FORCE ROW LEVEL SECURITY;
CREATE TABLE core.staff_invitation (
    digest bytea NOT NULL,
    publisher_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT staff_invitation_digest_check CHECK ((length(digest) = 32))
);
ALTER TABLE ONLY core.staff_invitation FORCE ROW LEVEL SECURITY;
CREATE TABLE core.staff_passkey (
    credential_id bytea NOT NULL,
    publisher_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE ONLY core.staff_passkey FORCE ROW LEVEL SECURITY;
CREATE TABLE core.staff_session (
    session_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    digest bytea NOT NULL,
    second_factor boolean NOT NULL,
    device text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT staff_session_digest_check CHECK ((length(digest) = 32))
);
ALTER TABLE ONLY core.staff_session FORCE ROW LEVEL SECURITY;
CREATE TABLE core.sweep_rule (
    dataset text NOT NULL,
    start text NOT NULL,
    at_least interval NOT NULL,
    CONSTRAINT sweep_rule_at_least_check CHECK ((at_least > '00:00:00'::interval))
);
CREATE TABLE core.token (
    digest bytea NOT NULL,
    kind text NOT NULL,
    publisher_id uuid,
    solution_id uuid,
    name text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT token_check CHECK (((kind = 'operator'::text) = (publisher_id IS NULL))),
    CONSTRAINT token_check1 CHECK (((kind <> ALL (ARRAY['access'::text, 'long-lived'::text])) OR (solution_id IS NOT NULL))),
    CONSTRAINT token_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT token_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'long-lived'::text, 'api'::text, 'operator'::text, 'inbox'::text])))
);
ALTER TABLE ONLY core.token FORCE ROW LEVEL SECURITY;
CREATE TABLE core.transfer (
    transfer_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    agreement_id uuid,
    country text NOT NULL,
    mechanism text NOT NULL,
    assessed boolean DEFAULT false NOT NULL,
    recurring boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT transfer_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
);
ALTER TABLE ONLY core.transfer FORCE ROW LEVEL SECURITY;
CREATE TABLE insights.attestation (
    report_id uuid NOT NULL,
    cube text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    passed boolean NOT NULL,
    document text NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT attestation_signature_check CHECK ((length(signature) = 64))
);
CREATE TABLE insights.counter (
    publisher_id uuid NOT NULL,
    line_id uuid NOT NULL,
    hour timestamp with time zone NOT NULL,
    step text NOT NULL,
    interface_id uuid NOT NULL,
    interface_version integer NOT NULL,
    screen text NOT NULL,
    element text NOT NULL,
    solution_id uuid NOT NULL,
    culture text NOT NULL,
    device text NOT NULL,
    lane smallint NOT NULL,
    count bigint NOT NULL,
    region text DEFAULT ''::text NOT NULL
);
ALTER TABLE ONLY insights.counter FORCE ROW LEVEL SECURITY;
CREATE TABLE insights.counting (
    process_id uuid NOT NULL,
    day date NOT NULL
);
CREATE TABLE insights.release (
    publisher_id uuid NOT NULL,
    dataset text NOT NULL,
    starts_on date NOT NULL,
    days integer NOT NULL,
    bound integer NOT NULL,
    epsilon double precision NOT NULL,
    report_id uuid NOT NULL,
    released_at timestamp with time zone NOT NULL,
    CONSTRAINT release_bound_check CHECK ((bound > 0)),
    CONSTRAINT release_days_check CHECK ((days > 0)),
    CONSTRAINT release_epsilon_check CHECK ((epsilon > (0)::double precision))
);
ALTER TABLE ONLY insights.release FORCE ROW LEVEL SECURITY;
CREATE TABLE insights.released_cell (
    publisher_id uuid NOT NULL,
    dataset text NOT NULL,
    starts_on date NOT NULL,
    cell text[] NOT NULL,
    count bigint NOT NULL
);
ALTER TABLE ONLY insights.released_cell FORCE ROW LEVEL SECURITY;
CREATE TABLE insights.spending (
    publisher_id uuid NOT NULL,
    day date NOT NULL,
    dataset text NOT NULL,
    epsilon double precision NOT NULL,
    CONSTRAINT spending_epsilon_check CHECK ((epsilon > (0)::double precision))
);
ALTER TABLE ONLY insights.spending FORCE ROW LEVEL SECURITY;
CREATE TABLE intermediate.record (
    subject_id uuid NOT NULL,
    record_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    dataset text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL
);
ALTER TABLE ONLY intermediate.record FORCE ROW LEVEL SECURITY;
CREATE TABLE jobs.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type jobs.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE jobs.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE jobs.procrastinate_events_id_seq OWNED BY jobs.procrastinate_events.id;
CREATE SEQUENCE jobs.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE jobs.procrastinate_jobs_id_seq OWNED BY jobs.procrastinate_jobs.id;
CREATE TABLE jobs.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE jobs.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE jobs.procrastinate_periodic_defers_id_seq OWNED BY jobs.procrastinate_periodic_defers.id;
CREATE TABLE jobs.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE jobs.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jobs.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE personal.advertising_link (
    subject_id uuid NOT NULL,
    link_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.advertising_link FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.archive (
    subject_id uuid NOT NULL,
    archive_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone,
    sealed bytea,
    CONSTRAINT archive_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'portability'::text])))
);
ALTER TABLE ONLY personal.archive FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.call_step (
    subject_id uuid NOT NULL,
    step_id uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    publisher_id uuid NOT NULL,
    line_id uuid NOT NULL,
    solution_id uuid NOT NULL,
    step text NOT NULL,
    sealed bytea
)
PARTITION BY RANGE (occurred_at);
ALTER TABLE ONLY personal.call_step FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.campaign_message (
    subject_id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT campaign_message_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'refused'::text])))
);
ALTER TABLE ONLY personal.campaign_message FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.consent (
    subject_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    purpose text NOT NULL,
    scope text,
    state text NOT NULL,
    policy_version text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    sealed bytea,
    CONSTRAINT consent_state_check CHECK ((state = ANY (ARRAY['given'::text, 'refused'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY personal.consent FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.device (
    subject_id uuid NOT NULL,
    device_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.device FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.directive (
    subject_id uuid NOT NULL,
    directive_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.directive FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.disclosure (
    subject_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    categories text NOT NULL,
    ground text NOT NULL,
    region text NOT NULL,
    disclosed_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY personal.disclosure FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.form_answer (
    subject_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    line_id uuid,
    interface_id uuid NOT NULL,
    interface_version integer NOT NULL,
    screen text NOT NULL,
    element text NOT NULL,
    status text DEFAULT 'new'::text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL,
    assignee uuid,
    CONSTRAINT form_answer_status_check CHECK ((status = ANY (ARRAY['new'::text, 'in-progress'::text, 'done'::text])))
);
ALTER TABLE ONLY personal.form_answer FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.interaction (
    subject_id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    publisher_id uuid NOT NULL,
    line_id uuid,
    solution_id uuid,
    interface_id uuid NOT NULL,
    interface_version integer NOT NULL,
    kind text NOT NULL,
    screen text NOT NULL,
    element text DEFAULT ''::text NOT NULL,
    sealed bytea
)
PARTITION BY RANGE (occurred_at);
ALTER TABLE ONLY personal.interaction FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.legal_hold (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    reason text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT legal_hold_check CHECK ((until > placed_at)),
    CONSTRAINT legal_hold_reason_check CHECK ((reason <> ''::text))
);
ALTER TABLE ONLY personal.legal_hold FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.limitation (
    subject_id uuid NOT NULL,
    limitation_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    CONSTRAINT limitation_kind_check CHECK ((kind = ANY (ARRAY['restriction'::text, 'objection'::text])))
);
ALTER TABLE ONLY personal.limitation FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.location (
    subject_id uuid NOT NULL,
    location_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    application text NOT NULL,
    located_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.location FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.message (
    subject_id uuid NOT NULL,
    message_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    template text NOT NULL,
    class text NOT NULL,
    status text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    carrier_reference text DEFAULT ''::text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sealed bytea,
    CONSTRAINT message_class_check CHECK ((class = ANY (ARRAY['service'::text, 'marketing'::text]))),
    CONSTRAINT message_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'expired'::text])))
);
ALTER TABLE ONLY personal.message FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.notice (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    policy_version text NOT NULL,
    channel text NOT NULL,
    acknowledged_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY personal.notice FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.profile (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.profile FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.recipient_notice (
    subject_id uuid NOT NULL,
    notice_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    request_id uuid NOT NULL,
    recipient text NOT NULL,
    kind text NOT NULL,
    fields text DEFAULT ''::text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    reply_by timestamp with time zone NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    answer text DEFAULT ''::text NOT NULL,
    CONSTRAINT recipient_notice_kind_check CHECK ((kind = ANY (ARRAY['erasure'::text, 'rectification'::text, 'restriction'::text]))),
    CONSTRAINT recipient_notice_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'by-letter'::text, 'confirmed'::text, 'failed'::text])))
);
ALTER TABLE ONLY personal.recipient_notice FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.rights_request (
    subject_id uuid NOT NULL,
    request_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    locale text NOT NULL,
    identity text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    stopped_at timestamp with time zone,
    stopped_days integer DEFAULT 0 NOT NULL,
    extended_at timestamp with time zone,
    closed_at timestamp with time zone,
    outcome text DEFAULT ''::text NOT NULL,
    sealed bytea,
    CONSTRAINT rights_request_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'email'::text, 'letter'::text, 'phone'::text, 'api'::text]))),
    CONSTRAINT rights_request_identity_check CHECK ((identity = ANY (ARRAY['unchecked'::text, 'asked'::text, 'confirmed'::text]))),
    CONSTRAINT rights_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'suspended'::text, 'erasing'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY personal.rights_request FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.rights_step (
    subject_id uuid NOT NULL,
    step_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    request_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.rights_step FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.service_request (
    subject_id uuid NOT NULL,
    request_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    line_id uuid NOT NULL,
    solution_id uuid NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone
);
ALTER TABLE ONLY personal.service_request FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.subject (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY personal.subject FORCE ROW LEVEL SECURITY;
CREATE TABLE personal.tombstone (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    erased_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY personal.tombstone FORCE ROW LEVEL SECURITY;
CREATE TABLE public.dialonce_migration (
    name text NOT NULL,
    digest bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE vault.blind_index (
    publisher_id uuid NOT NULL,
    kind text NOT NULL,
    digest bytea NOT NULL,
    subject_id uuid NOT NULL,
    CONSTRAINT blind_index_digest_check CHECK ((length(digest) = 16))
);
ALTER TABLE ONLY vault.blind_index FORCE ROW LEVEL SECURITY;
CREATE TABLE vault.caller_session (
    digest bytea NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT caller_session_digest_check CHECK ((length(digest) = 32))
);
CREATE TABLE vault.opt_out (
    publisher_id uuid NOT NULL,
    digest bytea NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT opt_out_digest_check CHECK ((length(digest) = 16))
);
ALTER TABLE ONLY vault.opt_out FORCE ROW LEVEL SECURITY;
CREATE TABLE vault.publisher_key (
    publisher_id uuid NOT NULL,
    purpose text NOT NULL,
    version integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT publisher_key_purpose_check CHECK ((purpose = ANY (ARRAY['wrap'::text, 'index'::text, 'archive'::text]))),
    CONSTRAINT publisher_key_version_check CHECK ((version > 0))
);
ALTER TABLE ONLY vault.publisher_key FORCE ROW LEVEL SECURITY;
CREATE TABLE vault.recent_offer (
    offer_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    caller bytea NOT NULL,
    range bytea NOT NULL,
    country text NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    opened boolean DEFAULT false NOT NULL
);
CREATE TABLE vault.secret (
    name text NOT NULL,
    wrapped bytea NOT NULL
);
CREATE TABLE vault.sign_in (
    digest bytea NOT NULL,
    proof bytea NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    offer_id uuid,
    expires_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT sign_in_digest_check CHECK ((length(digest) = 32))
);
CREATE TABLE vault.subject_key (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    version integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY vault.subject_key FORCE ROW LEVEL SECURITY;
CREATE TABLE vault.tombstone (
    subject_id uuid NOT NULL,
    publisher_id uuid NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone
);
ALTER TABLE ONLY vault.tombstone FORCE ROW LEVEL SECURITY;
CREATE TABLE vault.try_count (
    digest bytea NOT NULL,
    hour timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    CONSTRAINT try_count_digest_check CHECK ((length(digest) = 16))
);
ALTER TABLE ONLY jobs.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('jobs.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY jobs.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('jobs.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY jobs.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('jobs.procrastinate_periodic_defers_id_seq'::regclass);
ALTER TABLE ONLY ads.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (publisher_id, digest);
ALTER TABLE ONLY audit.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (checkpoint);
ALTER TABLE ONLY audit.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (lane, "position");
ALTER TABLE ONLY audit.lane
    ADD CONSTRAINT lane_pkey PRIMARY KEY (lane);
ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (agreement_id);
ALTER TABLE ONLY core.break_glass
    ADD CONSTRAINT break_glass_pkey PRIMARY KEY (break_glass_id);
ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (campaign_id);
ALTER TABLE ONLY core.credential
    ADD CONSTRAINT credential_client_id_key UNIQUE (client_id);
ALTER TABLE ONLY core.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY core.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (incident_id);
ALTER TABLE ONLY core.incident_step
    ADD CONSTRAINT incident_step_pkey PRIMARY KEY (incident_id, step);
ALTER TABLE ONLY core.interface_edit
    ADD CONSTRAINT interface_edit_pkey PRIMARY KEY (interface_id, revision);
ALTER TABLE ONLY core.interface
    ADD CONSTRAINT interface_pkey PRIMARY KEY (interface_id);
ALTER TABLE ONLY core.interface
    ADD CONSTRAINT interface_publisher_id_name_key UNIQUE (publisher_id, name);
ALTER TABLE ONLY core.interface_schedule
    ADD CONSTRAINT interface_schedule_pkey PRIMARY KEY (interface_id);
ALTER TABLE ONLY core.interface
    ADD CONSTRAINT interface_slug_key UNIQUE (slug);
ALTER TABLE ONLY core.interface_version
    ADD CONSTRAINT interface_version_pkey PRIMARY KEY (interface_id, version);
ALTER TABLE ONLY core.legal_approval
    ADD CONSTRAINT legal_approval_pkey PRIMARY KEY (case_id, staff);
ALTER TABLE ONLY core.legal_case
    ADD CONSTRAINT legal_case_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY core.line
    ADD CONSTRAINT line_number_key UNIQUE (number);
ALTER TABLE ONLY core.line
    ADD CONSTRAINT line_pkey PRIMARY KEY (line_id);
ALTER TABLE ONLY core.number_set
    ADD CONSTRAINT number_set_pkey PRIMARY KEY (solution_id, version);
ALTER TABLE ONLY core.policy_edition
    ADD CONSTRAINT policy_edition_pkey PRIMARY KEY (version);
ALTER TABLE ONLY core.policy_overlay
    ADD CONSTRAINT policy_overlay_pkey PRIMARY KEY (publisher_id, name, revision);
ALTER TABLE ONLY core.publisher
    ADD CONSTRAINT publisher_pkey PRIMARY KEY (publisher_id);
ALTER TABLE ONLY core.publisher
    ADD CONSTRAINT publisher_slug_key UNIQUE (slug);
ALTER TABLE ONLY core.risk
    ADD CONSTRAINT risk_pkey PRIMARY KEY (risk_id);
ALTER TABLE ONLY core.scope_secret
    ADD CONSTRAINT scope_secret_pkey PRIMARY KEY (only_one);
ALTER TABLE ONLY core.solution
    ADD CONSTRAINT solution_pkey PRIMARY KEY (solution_id);
ALTER TABLE ONLY core.solution
    ADD CONSTRAINT solution_publisher_id_name_key UNIQUE (publisher_id, name);
ALTER TABLE ONLY core.staff_invitation
    ADD CONSTRAINT staff_invitation_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY core.staff_passkey
    ADD CONSTRAINT staff_passkey_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY core.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (staff_id);
ALTER TABLE ONLY core.staff_session
    ADD CONSTRAINT staff_session_digest_key UNIQUE (digest);
ALTER TABLE ONLY core.staff_session
    ADD CONSTRAINT staff_session_pkey PRIMARY KEY (session_id);
ALTER TABLE ONLY core.sweep_rule
    ADD CONSTRAINT sweep_rule_pkey PRIMARY KEY (dataset);
ALTER TABLE ONLY core.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY core.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (transfer_id);
ALTER TABLE ONLY insights.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY insights.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (publisher_id, hour, line_id, step, interface_id, interface_version, screen, element, solution_id, culture, device, region, lane);
ALTER TABLE ONLY insights.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (day, process_id);
ALTER TABLE ONLY insights.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (publisher_id, dataset, starts_on);
ALTER TABLE ONLY insights.released_cell
    ADD CONSTRAINT released_cell_pkey PRIMARY KEY (publisher_id, dataset, starts_on, cell);
ALTER TABLE ONLY insights.spending
    ADD CONSTRAINT spending_pkey PRIMARY KEY (publisher_id, day, dataset);
ALTER TABLE ONLY intermediate.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (subject_id, dataset, record_id);
ALTER TABLE ONLY jobs.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY jobs.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY personal.advertising_link
    ADD CONSTRAINT advertising_link_pkey PRIMARY KEY (subject_id, link_id);
ALTER TABLE ONLY personal.archive
    ADD CONSTRAINT archive_pkey PRIMARY KEY (subject_id, archive_id);
ALTER TABLE ONLY personal.call_step
    ADD CONSTRAINT call_step_pkey PRIMARY KEY (subject_id, occurred_at, step_id);
ALTER TABLE ONLY personal.campaign_message
    ADD CONSTRAINT campaign_message_pkey PRIMARY KEY (subject_id, campaign_id);
ALTER TABLE ONLY personal.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (subject_id, consent_id);
ALTER TABLE ONLY personal.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (subject_id, device_id);
ALTER TABLE ONLY personal.directive
    ADD CONSTRAINT directive_pkey PRIMARY KEY (subject_id, directive_id);
ALTER TABLE ONLY personal.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (subject_id, disclosure_id);
ALTER TABLE ONLY personal.form_answer
    ADD CONSTRAINT form_answer_pkey PRIMARY KEY (subject_id, answer_id);
ALTER TABLE ONLY personal.interaction
    ADD CONSTRAINT interaction_pkey PRIMARY KEY (subject_id, occurred_at, interaction_id);
ALTER TABLE ONLY personal.legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (subject_id, publisher_id);
ALTER TABLE ONLY personal.limitation
    ADD CONSTRAINT limitation_pkey PRIMARY KEY (subject_id, limitation_id);
ALTER TABLE ONLY personal.location
    ADD CONSTRAINT location_pkey PRIMARY KEY (subject_id, location_id);
ALTER TABLE ONLY personal.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (subject_id, message_id);
ALTER TABLE ONLY personal.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (subject_id, policy_version);
ALTER TABLE ONLY personal.profile
    ADD CONSTRAINT profile_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY personal.recipient_notice
    ADD CONSTRAINT recipient_notice_pkey PRIMARY KEY (subject_id, notice_id);
ALTER TABLE ONLY personal.rights_request
    ADD CONSTRAINT rights_request_pkey PRIMARY KEY (subject_id, request_id);
ALTER TABLE ONLY personal.rights_step
    ADD CONSTRAINT rights_step_pkey PRIMARY KEY (subject_id, step_id);
ALTER TABLE ONLY personal.service_request
    ADD CONSTRAINT service_request_pkey PRIMARY KEY (subject_id, request_id);
ALTER TABLE ONLY personal.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY personal.tombstone
    ADD CONSTRAINT tombstone_pkey PRIMARY KEY (subject_id, publisher_id);
ALTER TABLE ONLY public.dialonce_migration
    ADD CONSTRAINT dialonce_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY vault.blind_index
    ADD CONSTRAINT blind_index_pkey PRIMARY KEY (publisher_id, kind, digest);
ALTER TABLE ONLY vault.caller_session
    ADD CONSTRAINT caller_session_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY vault.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY vault.opt_out
    ADD CONSTRAINT opt_out_pkey PRIMARY KEY (publisher_id, digest);
ALTER TABLE ONLY vault.publisher_key
    ADD CONSTRAINT publisher_key_pkey PRIMARY KEY (publisher_id, purpose, version);
ALTER TABLE ONLY vault.recent_offer
    ADD CONSTRAINT recent_offer_pkey PRIMARY KEY (offer_id);
ALTER TABLE ONLY vault.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);
ALTER TABLE ONLY vault.sign_in
    ADD CONSTRAINT sign_in_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY vault.subject_key
    ADD CONSTRAINT subject_key_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY vault.tombstone
    ADD CONSTRAINT tombstone_pkey PRIMARY KEY (subject_id, publisher_id);
ALTER TABLE ONLY vault.try_count
    ADD CONSTRAINT try_count_pkey PRIMARY KEY (digest, hour);
CREATE INDEX seen_by_week ON ads.seen USING btree (publisher_id, week);
CREATE INDEX entry_by_publisher ON audit.entry USING btree (publisher_id, at);
CREATE INDEX entry_by_subject ON audit.entry USING btree (subject_id, at) WHERE (subject_id IS NOT NULL);
CREATE INDEX agreement_by_party ON core.agreement USING btree (publisher_id, party);
CREATE INDEX break_glass_by_publisher ON core.break_glass USING btree (publisher_id, opened_at);
CREATE INDEX incident_by_publisher ON core.incident USING btree (publisher_id, known_at);
CREATE INDEX interface_schedule_due ON core.interface_schedule USING btree (due_at);
CREATE INDEX line_by_publisher ON core.line USING btree (publisher_id, number);
CREATE INDEX risk_by_publisher ON core.risk USING btree (publisher_id);
CREATE INDEX sign_in_failure_by_account ON core.sign_in_failure USING btree (account, at);
CREATE UNIQUE INDEX staff_by_account ON core.staff USING btree (account) WHERE (left_at IS NULL);
CREATE INDEX staff_by_publisher ON core.staff USING btree (publisher_id);
CREATE INDEX staff_passkey_by_staff ON core.staff_passkey USING btree (staff_id);
CREATE INDEX staff_session_by_staff ON core.staff_session USING btree (staff_id);
CREATE INDEX token_by_publisher ON core.token USING btree (publisher_id);
CREATE INDEX attestation_by_cube ON insights.attestation USING btree (cube, made_at);
CREATE INDEX record_by_publisher ON intermediate.record USING btree (publisher_id, started_at);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON jobs.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::jobs.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON jobs.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON jobs.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON jobs.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::jobs.procrastinate_job_status, 'doing'::jobs.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON jobs.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::jobs.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON jobs.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::jobs.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON jobs.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON jobs.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::jobs.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON jobs.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX archive_by_expiry ON personal.archive USING btree (expires_at);
CREATE INDEX call_step_by_time ON ONLY personal.call_step USING brin (occurred_at);
CREATE INDEX campaign_message_by_age ON personal.campaign_message USING btree (queued_at);
CREATE INDEX consent_newest ON personal.consent USING btree (subject_id, purpose, scope, changed_at);
CREATE INDEX form_answer_by_publisher ON personal.form_answer USING btree (publisher_id, received_at);
CREATE INDEX form_answer_open ON personal.form_answer USING btree (publisher_id, received_at) WHERE (status <> 'done'::text);
CREATE INDEX location_by_age ON personal.location USING btree (located_at);
CREATE INDEX message_by_publisher ON personal.message USING btree (publisher_id, queued_at);
CREATE INDEX recipient_notice_by_request ON personal.recipient_notice USING btree (request_id);
CREATE INDEX recipient_notice_by_state ON personal.recipient_notice USING btree (publisher_id, state, queued_at);
CREATE INDEX rights_request_by_id ON personal.rights_request USING btree (request_id);
CREATE INDEX rights_request_by_publisher ON personal.rights_request USING btree (publisher_id, received_at);
CREATE INDEX rights_step_by_request ON personal.rights_step USING btree (request_id, at);
CREATE INDEX service_request_by_publisher ON personal.service_request USING btree (publisher_id, requested_at);
CREATE INDEX blind_index_by_subject ON vault.blind_index USING btree (subject_id);
CREATE INDEX caller_session_by_end ON vault.caller_session USING btree (ends_at);
CREATE INDEX link_by_expiry ON vault.link USING btree (expires_at);
CREATE INDEX link_by_subject ON vault.link USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX recent_offer_by_time ON vault.recent_offer USING btree (offered_at);
CREATE INDEX sign_in_by_expiry ON vault.sign_in USING btree (expires_at);
CREATE INDEX subject_key_by_age ON vault.subject_key USING brin (created_at);
CREATE INDEX subject_key_by_version ON vault.subject_key USING btree (publisher_id, version);
CREATE INDEX try_count_by_hour ON vault.try_count USING btree (hour);
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.credential FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.interface FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.interface_version FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce AFTER INSERT ON core.policy_edition FOR EACH STATEMENT EXECUTE FUNCTION core.announce_policy();
CREATE TRIGGER announce AFTER INSERT ON core.policy_overlay FOR EACH STATEMENT EXECUTE FUNCTION core.announce_policy();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.publisher FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.solution FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON core.token FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change();
CREATE TRIGGER announce_changed AFTER UPDATE ON core.line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();
CREATE TRIGGER announce_gone AFTER DELETE ON core.line REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();
CREATE TRIGGER announce_new AFTER INSERT ON core.line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();
CREATE TRIGGER stays BEFORE DELETE OR UPDATE ON core.policy_edition FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER stays BEFORE UPDATE ON core.policy_overlay FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON jobs.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::jobs.procrastinate_job_status))) EXECUTE FUNCTION jobs.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON jobs.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::jobs.procrastinate_job_status)) EXECUTE FUNCTION jobs.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON jobs.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION jobs.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON jobs.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION jobs.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON jobs.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::jobs.procrastinate_job_status))) EXECUTE FUNCTION jobs.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON jobs.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::jobs.procrastinate_job_status)) EXECUTE FUNCTION jobs.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON jobs.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION jobs.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON personal.limitation FOR EACH ROW EXECUTE FUNCTION personal.announce_limitation();
ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.break_glass
    ADD CONSTRAINT break_glass_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.credential
    ADD CONSTRAINT credential_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.credential
    ADD CONSTRAINT credential_solution_id_fkey FOREIGN KEY (solution_id) REFERENCES core.solution(solution_id);
ALTER TABLE ONLY core.incident
    ADD CONSTRAINT incident_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.incident_step
    ADD CONSTRAINT incident_step_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES core.incident(incident_id);
ALTER TABLE ONLY core.interface_edit
    ADD CONSTRAINT interface_edit_interface_id_fkey FOREIGN KEY (interface_id) REFERENCES core.interface(interface_id) ON DELETE CASCADE;
ALTER TABLE ONLY core.interface_edit
    ADD CONSTRAINT interface_edit_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.interface
    ADD CONSTRAINT interface_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.interface_schedule
    ADD CONSTRAINT interface_schedule_interface_id_fkey FOREIGN KEY (interface_id) REFERENCES core.interface(interface_id) ON DELETE CASCADE;
ALTER TABLE ONLY core.interface_schedule
    ADD CONSTRAINT interface_schedule_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.interface
    ADD CONSTRAINT interface_twin_of_fkey FOREIGN KEY (twin_of) REFERENCES core.interface(interface_id) ON DELETE SET NULL;
ALTER TABLE ONLY core.interface_version
    ADD CONSTRAINT interface_version_interface_id_fkey FOREIGN KEY (interface_id) REFERENCES core.interface(interface_id);
ALTER TABLE ONLY core.interface_version
    ADD CONSTRAINT interface_version_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.legal_approval
    ADD CONSTRAINT legal_approval_case_id_fkey FOREIGN KEY (case_id) REFERENCES core.legal_case(case_id);
ALTER TABLE ONLY core.legal_approval
    ADD CONSTRAINT legal_approval_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.legal_case
    ADD CONSTRAINT legal_case_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.line
    ADD CONSTRAINT line_interface_id_fkey FOREIGN KEY (interface_id) REFERENCES core.interface(interface_id);
ALTER TABLE ONLY core.line
    ADD CONSTRAINT line_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.number_set
    ADD CONSTRAINT number_set_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.number_set
    ADD CONSTRAINT number_set_solution_id_fkey FOREIGN KEY (solution_id) REFERENCES core.solution(solution_id);
ALTER TABLE ONLY core.policy_overlay
    ADD CONSTRAINT policy_overlay_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.risk
    ADD CONSTRAINT risk_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.solution
    ADD CONSTRAINT solution_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.staff_invitation
    ADD CONSTRAINT staff_invitation_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES core.staff(staff_id) ON DELETE CASCADE;
ALTER TABLE ONLY core.staff_passkey
    ADD CONSTRAINT staff_passkey_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES core.staff(staff_id) ON DELETE CASCADE;
ALTER TABLE ONLY core.staff_session
    ADD CONSTRAINT staff_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES core.staff(staff_id) ON DELETE CASCADE;
ALTER TABLE ONLY core.token
    ADD CONSTRAINT token_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY core.token
    ADD CONSTRAINT token_solution_id_fkey FOREIGN KEY (solution_id) REFERENCES core.solution(solution_id);
ALTER TABLE ONLY core.transfer
    ADD CONSTRAINT transfer_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES core.agreement(agreement_id);
ALTER TABLE ONLY core.transfer
    ADD CONSTRAINT transfer_publisher_id_fkey FOREIGN KEY (publisher_id) REFERENCES core.publisher(publisher_id);
ALTER TABLE ONLY jobs.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY jobs.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES jobs.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY jobs.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs.procrastinate_jobs(id);
ALTER TABLE ads.seen ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ads.seen TO dialonce_ads USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY auditor ON audit.entry FOR SELECT TO dialonce_auditor USING (true);
ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit.entry FOR SELECT TO dialonce_service USING (((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])) AND (at >= (((now() AT TIME ZONE 'UTC'::text) - '1 year'::interval) AT TIME ZONE 'UTC'::text))));
ALTER TABLE core.agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.campaign ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.credential ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory ON core.credential TO dialonce_directory USING (true);
CREATE POLICY directory ON core.interface TO dialonce_directory USING (true);
CREATE POLICY directory ON core.interface_version TO dialonce_directory USING (true);
CREATE POLICY directory ON core.line TO dialonce_directory USING (true);
CREATE POLICY directory ON core.policy_edition TO dialonce_directory USING (true);
CREATE POLICY directory ON core.policy_overlay TO dialonce_directory USING (true);
CREATE POLICY directory ON core.publisher TO dialonce_directory USING (true);
CREATE POLICY directory ON core.sign_in_failure TO dialonce_directory USING (true);
CREATE POLICY directory ON core.solution TO dialonce_directory USING (true);
CREATE POLICY directory ON core.staff FOR SELECT TO dialonce_directory USING (true);
CREATE POLICY directory ON core.token TO dialonce_directory USING (true);
ALTER TABLE core.incident ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.incident_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.interface ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.interface_edit ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.interface_schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.interface_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.legal_approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.legal_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.line ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.number_set ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.policy_edition ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.policy_overlay ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.publisher ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.risk ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.sign_in_failure ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.solution ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.staff_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.staff_passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.staff_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.agreement TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.break_glass TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.campaign TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.credential TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.incident TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.incident_step TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.interface TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.interface_edit TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.interface_schedule TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.interface_version TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.legal_approval TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.legal_case TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.line TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.number_set TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.policy_overlay TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.publisher TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.risk TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.solution TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.staff TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.staff_invitation TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.staff_passkey TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.staff_session TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.token TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON core.transfer TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
ALTER TABLE core.token ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.transfer ENABLE ROW LEVEL SECURITY;
ALTER TABLE insights.counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE insights.release ENABLE ROW LEVEL SECURITY;
ALTER TABLE insights.released_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE insights.spending ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON insights.counter TO dialonce_insights USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON insights.release TO dialonce_insights USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON insights.released_cell TO dialonce_insights USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON insights.spending TO dialonce_insights USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY put_in ON intermediate.record FOR INSERT TO dialonce_service WITH CHECK ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
ALTER TABLE intermediate.record ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON intermediate.record FOR SELECT TO dialonce_archivist USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
ALTER TABLE personal.advertising_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.archive ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.call_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.campaign_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.device ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.directive ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.form_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.interaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.limitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.location ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.recipient_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.rights_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.rights_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.service_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON personal.advertising_link TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.archive TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.call_step TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.campaign_message TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.consent TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.device TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.directive TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.disclosure TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.form_answer TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.interaction TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.legal_hold TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.limitation TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.location TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.message TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.notice TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.profile TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.recipient_notice TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.rights_request TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.rights_step TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.service_request TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.subject TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON personal.tombstone TO dialonce_service USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
ALTER TABLE personal.tombstone ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.blind_index ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.link ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.opt_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.publisher_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.subject_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON vault.blind_index TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON vault.link TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON vault.opt_out TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON vault.publisher_key TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON vault.subject_key TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
CREATE POLICY tenant ON vault.tombstone TO dialonce_vault USING ((publisher_id = ANY (( SELECT core.tenants() AS tenants)::uuid[])));
ALTER TABLE vault.tombstone ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA ads TO dialonce_ads;
GRANT USAGE ON SCHEMA audit TO dialonce_service;
GRANT USAGE ON SCHEMA audit TO dialonce_auditor;
GRANT USAGE ON SCHEMA core TO dialonce_service;
GRANT USAGE ON SCHEMA core TO dialonce_directory;
GRANT USAGE ON SCHEMA core TO dialonce_vault;
GRANT USAGE ON SCHEMA core TO dialonce_ingest;
GRANT USAGE ON SCHEMA core TO dialonce_archivist;
GRANT USAGE ON SCHEMA insights TO dialonce_service;
GRANT USAGE ON SCHEMA insights TO dialonce_insights;
GRANT USAGE ON SCHEMA insights TO dialonce_directory;
GRANT USAGE ON SCHEMA intermediate TO dialonce_service;
GRANT USAGE ON SCHEMA intermediate TO dialonce_archivist;
GRANT USAGE ON SCHEMA jobs TO dialonce_service;
GRANT USAGE ON SCHEMA personal TO dialonce_service;
GRANT USAGE ON SCHEMA personal TO dialonce_ingest;
GRANT USAGE ON SCHEMA vault TO dialonce_vault;
REVOKE ALL ON FUNCTION audit.accept_clock(moment timestamp with time zone, entry text) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.accept_clock(moment timestamp with time zone, entry text) TO dialonce_service;
REVOKE ALL ON FUNCTION audit.add_checkpoint(made_at timestamp with time zone, document text, signature bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.add_checkpoint(made_at timestamp with time zone, document text, signature bytea) TO dialonce_service;
REVOKE ALL ON FUNCTION audit.append(publishers uuid[], subjects uuid[], times timestamp with time zone[], entries text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.append(publishers uuid[], subjects uuid[], times timestamp with time zone[], entries text[]) TO dialonce_service;
GRANT SELECT ON TABLE audit.checkpoint TO dialonce_auditor;
REVOKE ALL ON FUNCTION audit.checkpoints_before(moment timestamp with time zone, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.checkpoints_before(moment timestamp with time zone, most integer) TO dialonce_service;
GRANT SELECT ON TABLE audit.lane TO dialonce_auditor;
REVOKE ALL ON FUNCTION audit.heads() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.heads() TO dialonce_service;
REVOKE ALL ON FUNCTION audit.latest() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.latest() TO dialonce_service;
REVOKE ALL ON FUNCTION audit."trim"(lanes smallint[], lengths bigint[], up_to timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION audit."trim"(lanes smallint[], lengths bigint[], up_to timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION audit.trimmable(lanes smallint[], lengths bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.trimmable(lanes smallint[], lengths bigint[]) TO dialonce_service;
REVOKE ALL ON FUNCTION audit.verify_tenants(lanes smallint[], lengths bigint[], heads bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.verify_tenants(lanes smallint[], lengths bigint[], heads bytea[]) TO dialonce_service;
REVOKE ALL ON FUNCTION core.ended_publishers(before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION core.ended_publishers(before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION core.overdue(wanted text, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION core.overdue(wanted text, before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION core.remove_publisher(wanted uuid, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION core.remove_publisher(wanted uuid, before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION core.sweep(wanted text, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION core.sweep(wanted text, before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION core.sweep_condition(wanted text, before timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION core.tenants() FROM PUBLIC;
GRANT ALL ON FUNCTION core.tenants() TO dialonce_service;
GRANT ALL ON FUNCTION core.tenants() TO dialonce_vault;
GRANT ALL ON FUNCTION core.tenants() TO dialonce_insights;
GRANT ALL ON FUNCTION core.tenants() TO dialonce_ads;
GRANT ALL ON FUNCTION core.tenants() TO dialonce_archivist;
REVOKE ALL ON FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], counts bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], counts bigint[]) TO dialonce_service;
REVOKE ALL ON FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], regions text[], counts bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION insights.add_counts(lane smallint, publishers uuid[], lines uuid[], hours timestamp with time zone[], steps text[], interfaces uuid[], versions integer[], screens text[], elements text[], solutions uuid[], cultures text[], devices text[], regions text[], counts bigint[]) TO dialonce_service;
REVOKE ALL ON FUNCTION insights.note_counting(process uuid, days date[]) FROM PUBLIC;
GRANT ALL ON FUNCTION insights.note_counting(process uuid, days date[]) TO dialonce_service;
REVOKE ALL ON FUNCTION insights.overspent(most double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION insights.overspent(most double precision) TO dialonce_directory;
REVOKE ALL ON FUNCTION insights.unproven() FROM PUBLIC;
GRANT ALL ON FUNCTION insights.unproven() TO dialonce_directory;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.procrastinate_jobs TO dialonce_service;
REVOKE ALL ON FUNCTION personal.drop_months(event_table text, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION personal.drop_months(event_table text, before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION personal.ensure_month(month date) FROM PUBLIC;
GRANT ALL ON FUNCTION personal.ensure_month(month date) TO dialonce_service;
REVOKE ALL ON FUNCTION personal.past_months(event_table text, before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION personal.past_months(event_table text, before timestamp with time zone) TO dialonce_service;
REVOKE ALL ON FUNCTION personal.record_batch(scope text, seal text, writers uuid[], new_subjects uuid[], new_publishers uuid[], new_times timestamp with time zone[], new_sealed bytea[], step_subjects uuid[], step_ids uuid[], step_publishers uuid[], step_times timestamp with time zone[], step_lines uuid[], step_solutions uuid[], steps text[], step_sealed bytea[], seen_subjects uuid[], seen_ids uuid[], seen_publishers uuid[], seen_times timestamp with time zone[], seen_lines uuid[], seen_solutions uuid[], seen_interfaces uuid[], seen_versions integer[], seen_kinds text[], seen_screens text[], seen_elements text[], seen_sealed bytea[], lane smallint, count_publishers uuid[], count_lines uuid[], count_hours timestamp with time zone[], count_steps text[], count_interfaces uuid[], count_versions integer[], count_screens text[], count_elements text[], count_solutions uuid[], count_cultures text[], count_devices text[], count_regions text[], counts bigint[], entry_publishers uuid[], entry_subjects uuid[], entry_times timestamp with time zone[], entries text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION personal.record_batch(scope text, seal text, writers uuid[], new_subjects uuid[], new_publishers uuid[], new_times timestamp with time zone[], new_sealed bytea[], step_subjects uuid[], step_ids uuid[], step_publishers uuid[], step_times timestamp with time zone[], step_lines uuid[], step_solutions uuid[], steps text[], step_sealed bytea[], seen_subjects uuid[], seen_ids uuid[], seen_publishers uuid[], seen_times timestamp with time zone[], seen_lines uuid[], seen_solutions uuid[], seen_interfaces uuid[], seen_versions integer[], seen_kinds text[], seen_screens text[], seen_elements text[], seen_sealed bytea[], lane smallint, count_publishers uuid[], count_lines uuid[], count_hours timestamp with time zone[], count_steps text[], count_interfaces uuid[], count_versions integer[], count_screens text[], count_elements text[], count_solutions uuid[], count_cultures text[], count_devices text[], count_regions text[], counts bigint[], entry_publishers uuid[], entry_subjects uuid[], entry_times timestamp with time zone[], entries text[]) TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.link TO dialonce_vault;
REVOKE ALL ON FUNCTION vault.find_link(wanted bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION vault.find_link(wanted bytea) TO dialonce_vault;
REVOKE ALL ON FUNCTION vault.find_subjects(scope text, seal text, publisher uuid, kind text, digests bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION vault.find_subjects(scope text, seal text, publisher uuid, kind text, digests bytea[]) TO dialonce_vault;
REVOKE ALL ON FUNCTION vault.make_subjects(scope text, seal text, publisher uuid, kind text, key_version integer, digests bytea[], subject_ids uuid[], wrapped_keys bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION vault.make_subjects(scope text, seal text, publisher uuid, kind text, key_version integer, digests bytea[], subject_ids uuid[], wrapped_keys bytea[]) TO dialonce_vault;
GRANT SELECT,INSERT,DELETE ON TABLE ads.seen TO dialonce_ads;
GRANT SELECT ON TABLE audit.entry TO dialonce_service;
GRANT SELECT ON TABLE audit.entry TO dialonce_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE core.agreement TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.break_glass TO dialonce_service;
GRANT UPDATE(told_at) ON TABLE core.break_glass TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.campaign TO dialonce_service;
GRANT SELECT ON TABLE core.credential TO dialonce_directory;
GRANT SELECT,INSERT,UPDATE ON TABLE core.credential TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.incident TO dialonce_service;
GRANT UPDATE(title) ON TABLE core.incident TO dialonce_service;
GRANT UPDATE(telecom) ON TABLE core.incident TO dialonce_service;
GRANT UPDATE(assessment) ON TABLE core.incident TO dialonce_service;
GRANT UPDATE(closed_at) ON TABLE core.incident TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.incident_step TO dialonce_service;
GRANT SELECT ON TABLE core.interface TO dialonce_directory;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.interface TO dialonce_service;
GRANT SELECT,INSERT,DELETE ON TABLE core.interface_edit TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.interface_schedule TO dialonce_service;
GRANT SELECT ON TABLE core.interface_version TO dialonce_directory;
GRANT SELECT,INSERT ON TABLE core.interface_version TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.legal_approval TO dialonce_service;
GRANT SELECT,INSERT,UPDATE ON TABLE core.legal_case TO dialonce_service;
GRANT SELECT ON TABLE core.line TO dialonce_directory;
GRANT SELECT,INSERT,UPDATE ON TABLE core.line TO dialonce_service;
GRANT SELECT,INSERT,DELETE ON TABLE core.number_set TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.policy_edition TO dialonce_directory;
GRANT SELECT ON TABLE core.policy_overlay TO dialonce_directory;
GRANT SELECT,INSERT ON TABLE core.policy_overlay TO dialonce_service;
GRANT SELECT ON TABLE core.publisher TO dialonce_directory;
GRANT SELECT,INSERT,UPDATE ON TABLE core.publisher TO dialonce_service;
GRANT SELECT,INSERT ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(likelihood) ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(severity) ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(measures) ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(owner) ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(review_by) ON TABLE core.risk TO dialonce_service;
GRANT UPDATE(ended_at) ON TABLE core.risk TO dialonce_service;
GRANT SELECT,INSERT,DELETE ON TABLE core.sign_in_failure TO dialonce_directory;
GRANT SELECT ON TABLE core.solution TO dialonce_directory;
GRANT SELECT,INSERT,UPDATE ON TABLE core.solution TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.staff TO dialonce_service;
GRANT SELECT(staff_id) ON TABLE core.staff TO dialonce_directory;
GRANT SELECT(publisher_id) ON TABLE core.staff TO dialonce_directory;
GRANT SELECT(account) ON TABLE core.staff TO dialonce_directory;
GRANT SELECT(left_at) ON TABLE core.staff TO dialonce_directory;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.staff_invitation TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.staff_passkey TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE core.staff_session TO dialonce_service;
GRANT SELECT,INSERT,UPDATE ON TABLE core.token TO dialonce_directory;
GRANT SELECT,INSERT,UPDATE ON TABLE core.token TO dialonce_service;
GRANT SELECT,INSERT,UPDATE ON TABLE core.transfer TO dialonce_service;
GRANT SELECT,INSERT ON TABLE insights.attestation TO dialonce_insights;
GRANT SELECT ON TABLE insights.counter TO dialonce_insights;
GRANT SELECT ON TABLE insights.counting TO dialonce_insights;
GRANT SELECT,INSERT ON TABLE insights.release TO dialonce_insights;
GRANT SELECT,INSERT ON TABLE insights.released_cell TO dialonce_insights;
GRANT SELECT,INSERT ON TABLE insights.spending TO dialonce_insights;
GRANT INSERT ON TABLE intermediate.record TO dialonce_service;
GRANT SELECT ON TABLE intermediate.record TO dialonce_archivist;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.procrastinate_events TO dialonce_service;
GRANT USAGE ON SEQUENCE jobs.procrastinate_events_id_seq TO dialonce_service;
GRANT USAGE ON SEQUENCE jobs.procrastinate_jobs_id_seq TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.procrastinate_periodic_defers TO dialonce_service;
GRANT USAGE ON SEQUENCE jobs.procrastinate_periodic_defers_id_seq TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE jobs.procrastinate_workers TO dialonce_service;
GRANT USAGE ON SEQUENCE jobs.procrastinate_workers_id_seq TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.advertising_link TO dialonce_service;
GRANT INSERT ON TABLE personal.advertising_link TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.archive TO dialonce_service;
GRANT INSERT ON TABLE personal.archive TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.call_step TO dialonce_service;
GRANT INSERT ON TABLE personal.call_step TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.campaign_message TO dialonce_service;
GRANT INSERT ON TABLE personal.campaign_message TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.consent TO dialonce_service;
GRANT INSERT ON TABLE personal.consent TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.device TO dialonce_service;
GRANT INSERT ON TABLE personal.device TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.directive TO dialonce_service;
GRANT INSERT ON TABLE personal.directive TO dialonce_ingest;
GRANT INSERT ON TABLE personal.disclosure TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE ON TABLE personal.disclosure TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.form_answer TO dialonce_service;
GRANT INSERT ON TABLE personal.form_answer TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.interaction TO dialonce_service;
GRANT INSERT ON TABLE personal.interaction TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.legal_hold TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.limitation TO dialonce_service;
GRANT INSERT ON TABLE personal.limitation TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.location TO dialonce_service;
GRANT INSERT ON TABLE personal.location TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.message TO dialonce_service;
GRANT INSERT ON TABLE personal.message TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.notice TO dialonce_service;
GRANT INSERT ON TABLE personal.notice TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.profile TO dialonce_service;
GRANT INSERT ON TABLE personal.profile TO dialonce_ingest;
GRANT INSERT ON TABLE personal.recipient_notice TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.recipient_notice TO dialonce_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.rights_request TO dialonce_service;
GRANT INSERT ON TABLE personal.rights_request TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.rights_step TO dialonce_service;
GRANT INSERT ON TABLE personal.rights_step TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.service_request TO dialonce_service;
GRANT INSERT ON TABLE personal.service_request TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.subject TO dialonce_service;
GRANT INSERT ON TABLE personal.subject TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE personal.tombstone TO dialonce_service;
GRANT INSERT ON TABLE personal.tombstone TO dialonce_ingest;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.blind_index TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.caller_session TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.opt_out TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.publisher_key TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.recent_offer TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.secret TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.sign_in TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.subject_key TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.tombstone TO dialonce_vault;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.try_count TO dialonce_vault;
