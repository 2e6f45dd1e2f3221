-- One row per completed course: its questionnaires, and when its follow-up is due by the anchor of its programme.
with anchored as (
    select c.course_id,
           case when p.followup_anchor = 'course_end' then c.end_day else k.day_no end as anchor_day,
           p.followup_months
    from fact_courses c
    join programmes p on p.programme = c.programme
    left join questionnaires q on q.course_id = c.course_id and q.wave = 'end'
    left join calendar k on k.d = q.answered_on
    where c.is_completed = 1
)
select c.course_id,
       c.profile,
       c.person_id,
       c.is_only as is_alone,
       c.programme,
       c.end_month,
       coalesce(a.start_answered, 0) as start_answered,
       coalesce(a.end_answered, 0) as end_answered,
       coalesce(a.followup_answered, 0) as followup_answered,
       case when a.start_answered = 1 and a.end_answered = 1 then 1 else 0 end as is_pair,
       s.as_of_day - coalesce(a.end_sent_day, c.end_day) as end_observed_days,
       d.due_month_no as due_month,
       s.as_of_day - d.due_day_no as due_observed_days
from fact_courses c
join anchored n on n.course_id = c.course_id
cross join snapshot s
left join fact_forms a on a.course_id = c.course_id
left join due d on d.day_no = n.anchor_day and d.months = n.followup_months
where c.is_completed = 1
