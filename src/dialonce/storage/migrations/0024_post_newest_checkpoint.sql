-- `audit.checkpoints_before` took its place.
DROP FUNCTION audit.newest_checkpoint();
