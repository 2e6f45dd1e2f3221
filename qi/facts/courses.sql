-- One row per course: when it was received, what happened to it, and how long it has been observed.
-- is_alone: no other course of the citizen has a date within a quarter of one of its own.
select c.course_id,
       p.profile,
       c.person_id,
       p.is_only,
       case when g.near_id is null then 1 else 0 end as is_alone,
       c.programme,
       p.source,
       c.law,
       r.day_no as received_day,
       r.month_no as received_month,
       s.as_of_day - r.day_no as observed_days,
       s.as_of_workday - r.workday_passed as observed_workdays,
       case when h.contact_day = r.day_no then 0 else t.workday_reached - r.workday_passed end as contact_workdays,
       case when h.contact_day is null then 0 else 1 end as is_contacted,
       case when r.month_no >= m.since_month then 1 else 0 end as is_phone_method,
       case when h.phone_day is null then 0 else 1 end as is_phoned,
       case when h.assessed_day = r.day_no then 0 else a.workday_reached - r.workday_passed end as assessed_workdays,
       case when h.assessed_day is null then 0 else 1 end as is_assessed,
       a.month_no as assessed_month,
       s.as_of_workday - a.workday_passed as assessed_observed_workdays,
       case when h.referred_day is null then 0 else 1 end as is_referred_on,
       o.month_no as offered_month,
       case when h.declined_day is null then 0 else 1 end as is_declined,
       case
           when h.assessed_day is null and (h.declined_day is not null or h.dropout_day is not null
                                            or h.end_day is not null) then 1
           else 0
       end as is_closed_unassessed,
       coalesce(f.month_no, d.month_no) as clock_month,
       h.start_offered_day - coalesce(f.day_no, d.day_no) as start_offered_days,
       s.as_of_day - coalesce(f.day_no, d.day_no) as clock_observed_days,
       case when c.status_reason in ('other_municipality', 'free_choice', 'sent_in_error') then 1 else 0 end
           as is_outside_limit,
       case when h.start_day is null then 0 else 1 end as is_started,
       b.month_no as start_month,
       n.month_no as end_month,
       h.end_day,
       case when h.end_day is null then 0 else 1 end as is_completed,
       case when h.dropout_day is not null and h.end_day is null then 1 else 0 end as is_dropped,
       case when h.end_day is null and h.dropout_day is null then 0 else 1 end as is_closed
from courses c
join calendar r on r.d = c.received_on
join fact_profiles p on p.course_id = c.course_id
cross join snapshot s
left join fact_phones m on m.at_municipality = c.municipality and m.in_programme = c.programme
left join fact_events h on h.course_id = c.course_id
left join fact_near g on g.near_id = c.course_id
left join calendar t on t.day_no = h.contact_day
left join calendar a on a.day_no = h.assessed_day
left join calendar o on o.day_no = least(h.offer_day, h.declined_day)
left join calendar b on b.day_no = h.start_day
left join calendar n on n.day_no = h.end_day
left join calendar d on d.d = c.discharged_on
left join calendar f on f.d = c.deferred_to
where r.day_no <= s.as_of_day
