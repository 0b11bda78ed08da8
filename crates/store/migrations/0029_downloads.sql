-- Files for clients to download, and what clients say of how a ticket went.

create table download_categories (
    id {ID},
    parent_id {INT} not null default 0,
    name text not null,
    description text not null default '',
    -- Only the staff sees it and what is in it.
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    position {INT} not null default 0
){STRICT};

create table downloads (
    id {ID},
    category_id {INT} not null references download_categories (id),
    title text not null,
    description text not null default '',
    -- The bytes; handed out under `filename` and never shown by a browser.
    file_id {INT} not null unique references files (id),
    filename text not null,
    clients_only {INT} not null default 0 check (clients_only in (0, 1)),
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    fetched {INT} not null default 0,
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index downloads_category on downloads (category_id, title, id);

-- With a row here, only clients with one of these products may fetch it.
create table download_products (
    download_id {INT} not null references downloads (id),
    product_id {INT} not null references products (id),
    primary key (download_id, product_id)
){STRICT};
create index download_products_product on download_products (product_id);

create table ticket_feedback (
    ticket_id {INT} primary key references tickets (id),
    client_id {INT} not null default 0,
    rating {INT} not null check (rating between 1 and 5),
    comments text not null default '',
    at {INT} not null
){STRICT};
create index ticket_feedback_at on ticket_feedback (at, ticket_id);
