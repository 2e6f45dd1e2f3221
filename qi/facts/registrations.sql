-- One row per course: which fields are filled, how late it was entered, and whether its dates can be right.
with filled as (
    select c.course_id,
           case when p.source = 'unknown' then 0 else 1 end as has_source,
           case when p.sex = 'unknown' or p.age_group = 'unknown' then 0 else 1 end as has_sex_and_age,
           case when p.education = 'unknown' then 0 else 1 end as has_education,
           case when x.discharged_on is null then 0 else 1 end as has_discharge,
           coalesce(d.has_dropout_reason, 0) as has_reason,
           g.day_no as registered_day,
           case
               when d.first_day < c.received_day or d.end_day < d.start_day or g.day_no < c.received_day
                    or d.has_future = 1 then 0
               else 1
           end as is_plausible
    from fact_courses c
    join fact_profiles p on p.course_id = c.course_id
    join courses x on x.course_id = c.course_id
    left join fact_events d on d.course_id = c.course_id
    left join calendar g on g.d = x.registered_on
)
select c.profile,
       c.person_id,
       c.is_alone,
       c.programme,
       c.law,
       c.received_month,
       c.is_dropped,
       f.has_source,
       f.has_sex_and_age,
       f.has_education,
       f.has_discharge,
       f.has_reason,
       case
           when f.has_source = 0 or f.has_sex_and_age = 0 or f.has_education = 0
                or (c.law = '140' and f.has_discharge = 0) or (c.is_dropped = 1 and f.has_reason = 0) then 0
           else 1
       end as is_complete,
       f.is_plausible,
       f.registered_day - c.received_day as lag_days
from fact_courses c
join filled f on f.course_id = c.course_id
