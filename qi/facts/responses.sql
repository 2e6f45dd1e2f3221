-- One row per questionnaire with answers: how many there are, and its scores. A score needs every one of its items.
select r.course_id,
       r.wave,
       count(r.value) as n_answers,
       count(case when r.instrument = 'who5' then r.value end) as n_who5,
       max(case when r.instrument = 'srh' then r.value end) as srh,
       case when count(case when r.instrument = 'who5' then r.value end) = 5
            then cast(4 * sum(case when r.instrument = 'who5' then r.value else 0 end) as bigint) end as who5,
       case when count(case when r.instrument = 'tils' then r.value end) = 3
            then cast(sum(case when r.instrument = 'tils' then r.value else 0 end) as bigint) end as tils,
       max(case when r.instrument = 'activity' then r.value end) as activity,
       max(case when r.instrument = 'fitness' then r.value end) as fitness,
       max(case when r.instrument = 'benefit' and r.item = 'e01' then r.value end) as e01,
       max(case when r.instrument = 'benefit' and r.item = 'e02' then r.value end) as e02,
       max(case when r.instrument = 'benefit' and r.item = 'e03' then r.value end) as e03
from responses r
group by r.course_id, r.wave
