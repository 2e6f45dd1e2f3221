-- One row per questionnaire: whether its date of answer and its answers agree, and whether WHO-5 can be scored.
select w.profile,
       w.person_id,
       w.is_alone,
       w.wave,
       w.programme,
       w.sent_month,
       w.is_answered,
       case when coalesce(n.n_answers, 0) = 0 then 0 else 1 end as has_answers,
       case when coalesce(n.n_answers, 0) = 0 and w.is_answered = 0 then 0 else 1 end as is_returned,
       case when w.is_answered = 1 and n.n_answers > 0 then 1 else 0 end as is_agreed,
       case when coalesce(n.n_who5, 0) = 0 then 0 else 1 end as is_who5_begun,
       case when n.n_who5 = 5 then 1 else 0 end as is_who5_whole
from fact_waves w
left join fact_responses n on n.course_id = w.course_id and n.wave = w.wave
