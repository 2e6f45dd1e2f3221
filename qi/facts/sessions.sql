-- One row per planned session whose day has come. A cancellation by the citizen is not a no-show.
select c.profile,
       c.person_id,
       0 as is_alone,
       c.programme,
       k.month_no as planned_month,
       case when x.status = 'attended' then 1 else 0 end as is_attended,
       case when x.status = 'noshow' then 1 else 0 end as is_noshow
from sessions x
join calendar k on k.d = x.planned_on
join fact_courses c on c.course_id = x.course_id
cross join snapshot s
where k.day_no <= s.as_of_day
