-- start --
-- Show another published version in a share of calls.
UPDATE core.interface AS i SET rival_version = v.version, rival_percent = %(percent)s, updated_at = %(now)s
  FROM core.interface_version AS v
 WHERE i.interface_id = %(interface_id)s AND v.interface_id = i.interface_id AND v.version = %(version)s

-- end --
UPDATE core.interface SET rival_version = NULL, rival_percent = 0, updated_at = %(now)s WHERE interface_id = %(interface_id)s
