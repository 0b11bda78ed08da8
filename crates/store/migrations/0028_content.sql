-- What the house publishes for its clients: network issues and the knowledge base.

-- Something that is broken, or will be worked on.
create table network_issues (
    id {ID},
    title text not null,
    -- Markdown.
    description text not null default '',
    kind text not null check (kind in ('Server', 'System', 'Other')),
    server_id {INT} references servers (id),
    -- In words; the server's name is not repeated here.
    affecting text not null default '',
    priority text not null check (priority in ('Critical', 'High', 'Medium', 'Low')),
    status text not null check (status in
        ('Reported', 'Investigating', 'In Progress', 'Outage', 'Scheduled', 'Resolved')),
    starts_at {INT} not null,
    ends_at {INT},
    created_at {INT} not null,
    updated_at {INT} not null,
    check (ends_at is null or ends_at >= starts_at)
){STRICT};
create index network_issues_status on network_issues (status, starts_at, id);
create index network_issues_starts on network_issues (starts_at, id);
create index network_issues_server on network_issues (server_id) where server_id is not null;

create table kb_categories (
    id {ID},
    parent_id {INT} not null default 0,
    name text not null,
    description text not null default '',
    -- Only the staff sees it and what is in it.
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    position {INT} not null default 0
){STRICT};

create table kb_articles (
    id {ID},
    category_id {INT} not null references kb_categories (id),
    title text not null,
    -- Markdown.
    article text not null default '',
    -- Words separated by commas.
    tags text not null default '',
    -- Only clients and the staff see it.
    private {INT} not null default 0 check (private in (0, 1)),
    position {INT} not null default 0,
    views {INT} not null default 0,
    useful {INT} not null default 0,
    votes {INT} not null default 0,
    created_at {INT} not null default 0,
    updated_at {INT} not null default 0,
    check (useful between 0 and votes)
){STRICT};
create index kb_articles_category on kb_articles (category_id, position, id);

-- The folded words of an article, each with how much it says about it: what the search looks up.
create table kb_words (
    word text{BYTEWISE} not null,
    article_id {INT} not null references kb_articles (id),
    weight {INT} not null,
    primary key (word, article_id)
){STRICT};
create index kb_words_article on kb_words (article_id);

-- One vote of each person.
create table kb_votes (
    article_id {INT} not null references kb_articles (id),
    -- A user, or a fingerprint of a visitor's network: no address is kept.
    voter text not null,
    useful {INT} not null check (useful in (0, 1)),
    at {INT} not null,
    primary key (article_id, voter)
){STRICT};
