-- known --
-- Which of these keys are of people named within organisations: their rows lie in `core`.
SELECT staff_id AS person_id FROM core.staff WHERE staff_id = ANY (%(people)s)
