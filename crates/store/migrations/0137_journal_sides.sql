-- Each invoice moves money between a few accounts, so that the index of a side said the same of
-- most rows. It is left with those of the other accounts, which are looked for (`GetJournal`); the
-- query says the same condition, or no planner takes the index.
drop index journal_debit;
create index journal_debit on journal (debit, id) where debit <> 'Accounts Receivable';
drop index journal_credit;
create index journal_credit on journal (credit, id)
    where credit not in ('Income', 'Accounts Receivable');
