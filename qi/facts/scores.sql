-- One row per started course: its scores at start, end and follow-up, for paired change and attrition.
-- HbA1c is in tenths.
with measured as (
    select course_id,
           max(case when wave = 'start' then tenths end) as hba1c_start,
           max(case when wave = 'end' then tenths end) as hba1c_end,
           max(case when wave = 'followup' then tenths end) as hba1c_followup
    from fact_measurements
    where kind = 'hba1c'
    group by course_id
)
select c.course_id,
       c.profile,
       c.start_month,
       a.srh_start,
       a.srh_end,
       a.srh_followup,
       a.who5_start,
       a.who5_end,
       a.who5_followup,
       a.tils_start,
       a.tils_end,
       a.tils_followup,
       a.activity_start,
       a.activity_end,
       a.activity_followup,
       a.fitness_start,
       a.fitness_end,
       a.fitness_followup,
       m.hba1c_start,
       m.hba1c_end,
       m.hba1c_followup
from fact_courses c
left join fact_forms a on a.course_id = c.course_id
left join measured m on m.course_id = c.course_id
where c.is_started = 1
