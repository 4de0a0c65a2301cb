-- Counts by coarse region: the zone of the numbering plan that a caller's number belongs to.

ALTER TABLE insights.counter ADD COLUMN region text NOT NULL DEFAULT '';
ALTER TABLE insights.counter DROP CONSTRAINT counter_pkey;
ALTER TABLE insights.counter ADD PRIMARY KEY
  (publisher_id, hour, line_id, step, interface_id, interface_version, screen, element, solution_id, culture, device, region, lane);

CREATE FUNCTION insights.add_counts(
  lane smallint, publishers uuid[], lines uuid[], hours timestamptz[], steps text[], interfaces uuid[], versions integer[],
  screens text[], elements text[], solutions uuid[], cultures text[], devices text[], regions text[], counts bigint[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
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
REVOKE ALL ON FUNCTION insights.add_counts(
  smallint, uuid[], uuid[], timestamptz[], text[], uuid[], integer[], text[], text[], uuid[], text[], text[], text[], bigint[]
) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION insights.add_counts(
  smallint, uuid[], uuid[], timestamptz[], text[], uuid[], integer[], text[], text[], uuid[], text[], text[], text[], bigint[]
) TO dialonce_service;

-- What the release before calls keeps counting until every process is of this one.
CREATE OR REPLACE FUNCTION insights.add_counts(
  lane smallint, publishers uuid[], lines uuid[], hours timestamptz[], steps text[], interfaces uuid[], versions integer[],
  screens text[], elements text[], solutions uuid[], cultures text[], devices text[], counts bigint[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
  SELECT insights.add_counts(lane, publishers, lines, hours, steps, interfaces, versions, screens, elements, solutions, cultures,
                             devices, pg_catalog.array_fill(''::text, ARRAY[pg_catalog.cardinality(counts)]), counts)
$$;
