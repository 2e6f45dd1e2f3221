-- One row per assessed item: present or not.
with assessed_again as (
    select course_id from needs group by course_id having min(assessed_on) < max(assessed_on)
)
select c.profile,
       c.person_id,
       case when g.course_id is null then c.is_only else 0 end as is_alone,
       c.programme,
       n.need,
       n.present,
       k.month_no as assessed_month
from needs n
join calendar k on k.d = n.assessed_on
join fact_courses c on c.course_id = n.course_id
cross join snapshot s
left join assessed_again g on g.course_id = n.course_id
where k.day_no <= s.as_of_day
