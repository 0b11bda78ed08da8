-- What the registry of a premium name asks for its restoration from redemption, as it was agreed;
-- absent where that costs what it does with any name.
alter table premium_names add column restore_minor {INT} check (restore_minor >= 0);
