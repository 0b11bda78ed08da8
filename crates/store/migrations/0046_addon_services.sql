-- An addon that is more than a line on an invoice delivers a product: a service of its own, which is
-- made, suspended and ended with the addon. No key to the addon: cancelled orders are deleted.
alter table product_addons add column delivers_id {INT} references products (id);
alter table services add column carries_addon_id {INT};
create index services_carries_addon on services (carries_addon_id, id)
    where carries_addon_id is not null;
