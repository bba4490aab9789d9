-- A rejection says that an article is wrong for a question, not wrong altogether: votes and shifts know the question
-- they are about, by hashes of its pieces.

alter table app.rank_vote add column sketch integer[] not null default '{}';
alter table app.rank_shift add column question integer not null default 0;
alter table app.rank_shift add column sketch integer[] not null default '{}';
alter table app.rank_shift drop constraint rank_shift_pkey;
alter table app.rank_shift add primary key (run, article, question);

-- What people say is in no statistics.
alter table app.rank_vote alter column sketch set statistics 0;
alter table app.rank_shift alter column sketch set statistics 0;
