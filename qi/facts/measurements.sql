-- One row per measurement, as whole tenths, so that sums of squares stay exact.
select c.course_id,
       c.profile,
       c.person_no,
       c.programme,
       m.wave,
       m.kind,
       k.month_no as taken_month,
       cast(round(m.value * 10) as integer) as tenths
from measurements m
join calendar k on k.d = m.taken_on
join fact_courses c on c.course_id = m.course_id
cross join snapshot s
where k.day_no <= s.as_of_day
