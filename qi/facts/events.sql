-- One row per course with events: the day of each kind, up to the day the data are complete to.
-- The calendar's months and working days are looked up later, from a single day a kind: fewer sums over many rows.
with dated as (
    select e.course_id,
           e.kind,
           case when e.kind = 'dropout' and e.reason_code is not null then 1 else 0 end as has_dropout_reason,
           case when k.day_no <= s.as_of_day then k.day_no end as day_no,
           case when k.day_no > s.as_of_day then 1 else 0 end as is_future
    from events e
    join calendar k on k.d = e.occurred_on
    cross join snapshot s
)
select course_id,
       min(case when kind = 'contact' then day_no end) as contact_day,
       min(case when kind = 'phone_contact' then day_no end) as phone_day,
       min(case when kind = 'needs_assessment' then day_no end) as assessed_day,
       min(case when kind = 'referral_on' then day_no end) as referred_day,
       min(case when kind = 'offer' then day_no end) as offer_day,
       min(case when kind = 'declined' then day_no end) as declined_day,
       min(case when kind = 'start_offered' then day_no end) as start_offered_day,
       min(case when kind = 'start' then day_no end) as start_day,
       min(case when kind = 'end' then day_no end) as end_day,
       min(case when kind = 'dropout' then day_no end) as dropout_day,
       min(case when kind <> 'start_offered' then day_no end) as first_day,
       max(case when kind <> 'start_offered' then day_no end) as last_day,
       max(case when kind <> 'start_offered' then is_future else 0 end) as has_future,
       max(has_dropout_reason) as has_dropout_reason
from dated
group by course_id
