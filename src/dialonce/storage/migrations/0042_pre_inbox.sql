-- Who of the staff takes care of a form that came in.
ALTER TABLE personal.form_answer ADD COLUMN assignee uuid;
CREATE INDEX form_answer_open ON personal.form_answer (publisher_id, received_at) WHERE status <> 'done';
