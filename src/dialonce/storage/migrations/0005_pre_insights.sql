-- Counts that lead to no person. Written through one function, read by a role that sees nothing personal (3.2-d).

CREATE TABLE insights.counter (
  publisher_id uuid NOT NULL,
  line_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  step text NOT NULL,
  interface_id uuid NOT NULL,
  interface_version integer NOT NULL,
  screen text NOT NULL,
  element text NOT NULL,
  solution_id uuid NOT NULL,
  culture text NOT NULL,
  device text NOT NULL,
  -- Which writer counts here: concurrent writers never wait for each other; readers add the lanes up.
  lane smallint NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (publisher_id, hour, line_id, step, interface_id, interface_version, screen, element, solution_id, culture, device, lane)
);
GRANT SELECT ON insights.counter TO dialonce_insights;
ALTER TABLE insights.counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE insights.counter FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON insights.counter TO dialonce_insights
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));

CREATE FUNCTION insights.add_counts(
  lane smallint, publishers uuid[], lines uuid[], hours timestamptz[], steps text[], interfaces uuid[], versions integer[],
  screens text[], elements text[], solutions uuid[], cultures text[], devices text[], counts bigint[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
  INSERT INTO insights.counter AS stored
    (publisher_id, line_id, hour, step, interface_id, interface_version, screen, element, solution_id, culture, device, lane, count)
  SELECT p, l, h, s, i, v, sc, e, so, c, d, add_counts.lane, n
    FROM unnest(publishers, lines, hours, steps, interfaces, versions, screens, elements, solutions, cultures, devices, counts)
         AS given (p, l, h, s, i, v, sc, e, so, c, d, n)
   ORDER BY p, h, l, s, i, v, sc, e, so, c, d
  ON CONFLICT (publisher_id, hour, line_id, step, interface_id, interface_version, screen, element, solution_id, culture, device, lane)
  DO UPDATE SET count = stored.count + excluded.count
$$;
REVOKE ALL ON FUNCTION insights.add_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION insights.add_counts TO dialonce_service;
