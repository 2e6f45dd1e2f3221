-- One row per course, from received to closed: how many days each step took, and which waves were measured or due.
-- A step that has not happened has no number of days.
select c.course_id,
       c.profile,
       c.received_month,
       c.start_month,
       c.observed_days,
       c.is_assessed,
       h.start_day - c.received_day as start_days,
       h.end_day - c.received_day as end_days,
       least(h.declined_day, h.dropout_day) - c.received_day as left_days,
       w.start_answered as start_form,
       w.end_answered as end_form,
       w.followup_answered as followup_form,
       w.start_form_days,
       w.end_form_days,
       w.followup_form_days,
       f.due_observed_days as followup_due_days
from fact_courses c
left join fact_events h on h.course_id = c.course_id
left join fact_forms w on w.course_id = c.course_id
left join fact_followups f on f.course_id = c.course_id
