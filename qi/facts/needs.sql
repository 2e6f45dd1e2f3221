-- One row per assessed item: present or not.
select c.course_id,
       c.profile,
       c.person_no,
       c.programme,
       n.need,
       n.present,
       k.month_no as assessed_month
from needs n
join calendar k on k.d = n.assessed_on
join fact_courses c on c.course_id = n.course_id
cross join snapshot s
where k.day_no <= s.as_of_day
