create table if not exists studio_submission (
    id             varchar(36)   not null primary key,
    model          varchar(300)  not null,
    prompt         text          not null,
    reference      varchar(1000),
    status         varchar(20)   not null,
    generation_id  varchar(1000),
    text           text,
    cost_usd       decimal(18, 8),
    failure_title  varchar(300),
    failure_advice varchar(2000),
    failure_words  text,
    submitted_at   bigint        not null,
    finished_at    bigint
);
create index if not exists studio_submission_time on studio_submission (submitted_at);
