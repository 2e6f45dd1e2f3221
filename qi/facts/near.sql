-- The courses of a citizen that have a date within a quarter of one of another course of the same citizen.
-- Under a name of its own, for Spark, as in phones.
with spans as (
    select c.course_id,
           c.person_id,
           least(r.day_no, d.day_no, f.day_no, h.first_day) as first_day,
           greatest(r.day_no, d.day_no, f.day_no, h.last_day) as last_day
    from courses c
    join fact_profiles p on p.course_id = c.course_id
    join calendar r on r.d = c.received_on
    left join fact_events h on h.course_id = c.course_id
    left join calendar d on d.d = c.discharged_on
    left join calendar f on f.d = c.deferred_to
    where p.is_only = 0
)
-- Two days of one quarter lie at most 91 days apart.
select a.course_id as near_id
from spans a
join spans b on b.person_id = a.person_id
where a.course_id <> b.course_id and a.first_day <= b.last_day + 91 and b.first_day <= a.last_day + 91
group by a.course_id
