-- One row per course, from received to closed: how many days each step took, and which waves were measured or due.
-- A step that has not happened has no number of days.
with happened as (
    select e.course_id,
           min(case when e.kind = 'start' then k.day_no end) as start_day,
           min(case when e.kind = 'end' then k.day_no end) as end_day,
           min(case when e.kind in ('declined', 'dropout') then k.day_no end) as left_day
    from events e
    join calendar k on k.d = e.occurred_on
    cross join snapshot s
    where k.day_no <= s.as_of_day
    group by e.course_id
),
forms as (
    select w.course_id,
           max(case when w.wave = 'start' then w.is_answered end) as start_form,
           max(case when w.wave = 'end' then w.is_answered end) as end_form,
           max(case when w.wave = 'followup' then w.is_answered end) as followup_form,
           max(case when w.wave = 'start' then w.observed_days end) as start_form_days,
           max(case when w.wave = 'end' then w.observed_days end) as end_form_days,
           max(case when w.wave = 'followup' then w.observed_days end) as followup_form_days
    from fact_waves w
    group by w.course_id
)
select c.course_id,
       c.profile,
       c.received_month,
       c.start_month,
       c.observed_days,
       c.is_assessed,
       h.start_day - c.received_day as start_days,
       h.end_day - c.received_day as end_days,
       h.left_day - c.received_day as left_days,
       w.start_form,
       w.end_form,
       w.followup_form,
       w.start_form_days,
       w.end_form_days,
       w.followup_form_days,
       f.due_observed_days as followup_due_days
from fact_courses c
left join happened h on h.course_id = c.course_id
left join forms w on w.course_id = c.course_id
left join fact_followups f on f.course_id = c.course_id
