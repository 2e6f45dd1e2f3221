-- One row per course: the values a selection may restrict, and one number for each combination of them (the profile).
-- Background is the latest known when the course began, or the earliest known where it was registered later.
-- is_only: the citizen has no other course, so whoever counts courses counts him or her once.
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
),
numbered as (
    -- Numbered apart from the courses: to rank millions of courses would sort them all.
    select municipality, programme, unit, sex, age_group, education, employment, origin, housing, source, law,
           cast(row_number() over (
               order by municipality, programme, unit, sex, age_group, education, employment, origin, housing, source, law
           ) - 1 as integer) as profile
    from (
        select distinct municipality, programme, unit, sex, age_group, education, employment, origin, housing, source, law
        from described
    ) combinations
),
come_back as (
    select person_id from courses group by person_id having count(*) > 1
)
select d.course_id, d.municipality, d.programme, d.unit, d.sex, d.age_group, d.education, d.employment, d.origin, d.housing, d.source, d.law,
       n.profile,
       d.person_id,
       case when r.person_id is null then 1 else 0 end as is_only
from described d
join numbered n on n.municipality = d.municipality and n.programme = d.programme and n.unit = d.unit
               and n.sex = d.sex and n.age_group = d.age_group and n.education = d.education
               and n.employment = d.employment and n.origin = d.origin and n.housing = d.housing
               and n.source = d.source and n.law = d.law
left join come_back r on r.person_id = d.person_id
