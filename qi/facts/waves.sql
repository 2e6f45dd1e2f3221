-- One row per questionnaire sent: whether it was answered, and the scores.
-- is_alone: the citizen was sent no other of the same wave in the same quarter.
with answered as (
    select q.course_id,
           q.wave,
           k.day_no as sent_day,
           k.month_no as sent_month,
           case when a.day_no <= s.as_of_day then a.day_no end as answered_day
    from questionnaires q
    join calendar k on k.d = q.sent_on
    cross join snapshot s
    left join calendar a on a.d = q.answered_on
    where k.day_no <= s.as_of_day
),
near as (
    select c.person_id, a.wave, floor(a.sent_month / 3.0) as quarter_no
    from answered a
    join fact_courses c on c.course_id = a.course_id
    where c.is_only = 0
    group by c.person_id, a.wave, floor(a.sent_month / 3.0)
    having count(*) > 1
),
start_score as (
    select a.course_id, x.srh
    from answered a
    join fact_responses x on x.course_id = a.course_id and x.wave = a.wave
    where a.wave = 'start' and a.answered_day is not null
)
select c.course_id,
       c.profile,
       c.person_id,
       case when g.person_id is null then 1 else 0 end as is_alone,
       c.programme,
       a.wave,
       a.sent_day,
       a.sent_month,
       s.as_of_day - a.sent_day as observed_days,
       case when a.answered_day is null then 0 else 1 end as is_answered,
       c.is_completed,
       c.is_closed,
       case when a.answered_day is not null then x.srh end as srh,
       case when a.answered_day is not null then x.who5 end as who5,
       case when a.answered_day is not null then x.tils end as tils,
       case when a.answered_day is not null then x.activity end as activity,
       case when a.answered_day is not null then x.fitness end as fitness,
       case when a.answered_day is not null then x.e01 end as e01,
       case when a.answered_day is not null then x.e02 end as e02,
       case when a.answered_day is not null then x.e03 end as e03,
       case when a.answered_day is not null and x.srh is not null and b.srh is not null
            then (case when x.srh <= 3 then 1 else 0 end) - (case when b.srh <= 3 then 1 else 0 end)
       end as srh_good_change
from answered a
join fact_courses c on c.course_id = a.course_id
cross join snapshot s
left join fact_responses x on x.course_id = a.course_id and x.wave = a.wave
left join start_score b on b.course_id = a.course_id
left join near g on g.person_id = c.person_id and g.wave = a.wave and g.quarter_no = floor(a.sent_month / 3.0)
