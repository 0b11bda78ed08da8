-- Days until a product's services are suspended or ended: kept with the other exceptions of the
-- automation since 0027, which took these over.
alter table products drop column overdue_suspend_days;
alter table products drop column overdue_terminate_days;
