-- Questions for recovery, and what users answered: hashes only.

create table security_questions (
    id {ID},
    question text not null unique,
    created_at {INT} not null
){STRICT};

create table security_answers (
    user_id {INT} not null primary key references users (id) on delete cascade,
    question_id {INT} not null references security_questions (id),
    -- A slow hash of the normalised answer, as of a password.
    answer_hash text not null,
    set_at {INT} not null,
    -- When it was last answered rightly, Unix seconds.
    verified_at {INT}
){STRICT};
create index security_answers_question on security_answers (question_id);

insert into security_questions (question, created_at) values
    ('What was the name of your first pet?', 0),
    ('In which street did you live as a child?', 0),
    ('What was the first concert you went to?', 0);
