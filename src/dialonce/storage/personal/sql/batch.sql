-- record --
-- A whole transaction in one statement: scope, erasure locks, rows, counts and journal (migration 0025).
SELECT personal.record_batch(
  %(scope)s, %(seal)s, %(writers)s,
  %(subject.subject_id)s, %(subject.publisher_id)s, %(subject.created_at)s, %(subject.sealed)s,
  %(call_step.subject_id)s, %(call_step.step_id)s, %(call_step.publisher_id)s, %(call_step.occurred_at)s,
  %(call_step.line_id)s, %(call_step.solution_id)s, %(call_step.step)s, %(call_step.sealed)s,
  %(interaction.subject_id)s, %(interaction.interaction_id)s, %(interaction.publisher_id)s, %(interaction.occurred_at)s,
  %(interaction.line_id)s, %(interaction.solution_id)s, %(interaction.interface_id)s, %(interaction.interface_version)s,
  %(interaction.kind)s, %(interaction.screen)s, %(interaction.element)s, %(interaction.sealed)s,
  %(lane)s::smallint, %(count.publishers)s, %(count.lines)s, %(count.hours)s, %(count.steps)s, %(count.interfaces)s,
  %(count.versions)s, %(count.screens)s, %(count.elements)s, %(count.solutions)s, %(count.cultures)s, %(count.devices)s,
  %(count.regions)s, %(count.counts)s,
  %(journal.publishers)s, %(journal.subjects)s, %(journal.times)s, %(journal.entries)s)
