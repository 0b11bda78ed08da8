# Words of the protocol as people read them.

status-active = Active
status-pending = Pending
status-suspended = Suspended
status-terminated = Terminated
status-cancelled = Cancelled
status-fraud = Fraud
status-completed = Completed
status-expired = Expired
status-grace = Grace
status-redemption = Redemption
status-pending-transfer = Pending Transfer
status-pending-registration = Pending Registration
status-transferred-away = Transferred Away
status-unpaid = Unpaid
status-paid = Paid
status-overdue = Overdue
status-draft = Draft
status-refunded = Refunded
status-collections = Collections
status-payment-pending = Payment Pending
status-delivered = Delivered
status-accepted = Accepted
status-on-hold = On Hold
status-lost = Lost
status-dead = Dead
status-open = Open
status-answered = Answered
status-customer-reply = Customer-Reply
status-closed = Closed
status-in-progress = In Progress
status-reported = Reported
status-investigating = Investigating
status-outage = Outage
status-scheduled = Scheduled
status-resolved = Resolved

cycle-monthly = Monthly
cycle-quarterly = Quarterly
cycle-semiannually = Semi-annually
cycle-annually = Annually
cycle-biennially = Every 2 years
cycle-triennially = Every 3 years

each-monthly = monthly
each-quarterly = quarterly
each-semi-annually = semi-annually
each-semiannually = semi-annually
each-annually = annually
each-biennially = every 2 years
each-triennially = every 3 years
each-one-time = once
each-onetime = once
each-free-account = free
each-free = free

per-monthly = month
per-quarterly = 3 months
per-semiannually = 6 months
per-annually = year
per-biennially = 2 years
per-triennially = 3 years

priority-low = Low
priority-medium = Medium
priority-high = High
priority-critical = Critical
