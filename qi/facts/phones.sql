-- A municipality uses the telephone method in a programme from the month of the first referral reached that way.
-- Asked of all courses, before their citizens are taken part by part.
-- Under names of their own: Spark takes two columns that come from the same one for the same.
select c.municipality as at_municipality, c.programme as in_programme, min(r.month_no) as since_month
from events e
join calendar k on k.d = e.occurred_on
cross join snapshot s
join courses c on c.course_id = e.course_id
join calendar r on r.d = c.received_on
where e.kind = 'phone_contact' and k.day_no <= s.as_of_day
group by c.municipality, c.programme
