-- A municipality uses the telephone method in a programme from the month of the first referral reached that way.
-- Under names of their own: Spark takes two columns that come from the same one for the same.
select c.municipality as at_municipality, c.programme as in_programme, min(r.month_no) as since_month
from fact_events h
join courses c on c.course_id = h.course_id
join calendar r on r.d = c.received_on
where h.phone_day is not null
group by c.municipality, c.programme
