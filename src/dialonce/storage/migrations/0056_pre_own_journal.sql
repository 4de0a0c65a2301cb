-- A publisher verifies its own part of the journal without seeing another's.

-- How many entries of the scope's tenants there are, how many do not follow from the entry before them or tell other things
-- than their columns, and how many of the given chain ends (from a signed checkpoint) the journal does not hold any more.
CREATE FUNCTION audit.verify_tenants(lanes smallint[], lengths bigint[], heads bytea[])
RETURNS TABLE (entries bigint, altered bigint, rewritten bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
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
REVOKE ALL ON FUNCTION audit.verify_tenants(smallint[], bigint[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.verify_tenants(smallint[], bigint[], bytea[]) TO dialonce_service;
