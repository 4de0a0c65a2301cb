-- The newest moment that the journal holds, by the last entry of each lane; NULL for an empty journal.
CREATE FUNCTION audit.latest() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT max(e.at) FROM audit.lane AS l JOIN audit.entry AS e ON e.lane = l.lane AND e.position = l.length
$$;

-- Somebody says that the clock, though it reads earlier than the journal, is right: an entry in every lane.
CREATE FUNCTION audit.accept_clock(moment timestamptz, entry text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
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
REVOKE ALL ON FUNCTION audit.latest(), audit.accept_clock(timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.latest(), audit.accept_clock(timestamptz, text) TO dialonce_service;
