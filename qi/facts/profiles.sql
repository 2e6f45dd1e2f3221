-- One row per course: the values a selection may restrict, and one number for each combination of them (the profile).
-- Background is the latest known when the course began, or the earliest known where it was registered later.
with dated as (
    select c.course_id,
           coalesce(max(case when b.valid_on <= c.received_on then b.valid_on end), min(b.valid_on)) as valid_on
    from courses c
    join background b on b.person_id = c.person_id
    group by c.course_id
),
described as (
    select c.course_id,
           c.person_id,
           c.municipality,
           c.programme,
           c.unit,
           coalesce(b.sex, 'unknown') as sex,
           coalesce(b.age_group, 'unknown') as age_group,
           coalesce(b.education, 'unknown') as education,
           coalesce(b.employment, 'unknown') as employment,
           coalesce(b.origin, 'unknown') as origin,
           coalesce(b.housing, 'unknown') as housing,
           case
               when c.source in ('A11', 'A12', 'A13', 'A14') then 'hospital'
               when c.source = 'A9' then 'gp'
               when c.source in ('A1', 'A2') then 'self'
               when c.source in ('A3', 'A4', 'A5', 'A6', 'A7') then 'internal'
               when c.source in ('A8', 'A10', 'A15') then 'other'
               else 'unknown'
           end as source,
           c.law
    from courses c
    left join dated on dated.course_id = c.course_id
    left join background b on b.person_id = c.person_id and b.valid_on = dated.valid_on
)
select course_id, municipality, programme, unit, sex, age_group, education, employment, origin, housing, source, law,
       dense_rank() over (
           order by municipality, programme, unit, sex, age_group, education, employment, origin, housing, source, law
       ) - 1 as profile,
       dense_rank() over (order by person_id) - 1 as person_no
from described
