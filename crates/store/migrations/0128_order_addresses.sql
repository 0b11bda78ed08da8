-- Orders that came from an address: few of all, and looked for when one of them is in doubt.
create index orders_ip on orders (ip, id);
