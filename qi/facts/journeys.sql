-- One row per course, from received to closed: how many days each step took, which waves were measured or due, and the
-- scores of each. A step that has not happened has no number of days. HbA1c is in tenths.
with measured as (
    select course_id,
           max(case when wave = 'start' then tenths end) as hba1c_start,
           max(case when wave = 'end' then tenths end) as hba1c_end,
           max(case when wave = 'followup' then tenths end) as hba1c_followup
    from fact_measurements
    where kind = 'hba1c'
    group by course_id
)
select c.profile,
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
       f.due_observed_days as followup_due_days,
       w.srh_start,
       w.srh_end,
       w.srh_followup,
       w.who5_start,
       w.who5_end,
       w.who5_followup,
       w.tils_start,
       w.tils_end,
       w.tils_followup,
       w.activity_start,
       w.activity_end,
       w.activity_followup,
       w.fitness_start,
       w.fitness_end,
       w.fitness_followup,
       m.hba1c_start,
       m.hba1c_end,
       m.hba1c_followup
from fact_courses c
left join fact_events h on h.course_id = c.course_id
left join fact_forms w on w.course_id = c.course_id
left join fact_followups f on f.course_id = c.course_id
left join measured m on m.course_id = c.course_id
