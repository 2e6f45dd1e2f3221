-- One row per measurement, as whole tenths, so that sums of squares stay exact.
with measured_again as (
    select course_id, wave, kind from measurements group by course_id, wave, kind having count(*) > 1
)
select c.course_id,
       c.profile,
       c.person_id,
       case when g.course_id is null then c.is_only else 0 end as is_alone,
       c.programme,
       m.wave,
       m.kind,
       k.month_no as taken_month,
       cast(floor(m.value * 10 + 0.5) as integer) as tenths
from measurements m
join calendar k on k.d = m.taken_on
join fact_courses c on c.course_id = m.course_id
cross join snapshot s
left join measured_again g on g.course_id = m.course_id and g.wave = m.wave and g.kind = m.kind
where k.day_no <= s.as_of_day
