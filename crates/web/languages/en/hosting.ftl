# Services: the list, one in detail, and what can be done with it.

service = Service
services = Services
services-text = Everything you have with us.
no-services = No services yet
no-services-text = Order one, and you find all about it here.
see-what-there-is = See what there is
order-another = Order another
plan = Plan
next-due = Next due
next-due-on = Next due { $day }
host-name = Host name
ip-address = Address
ip-address-further = Further address
user-name = User name
server = Server
addons = Addons
addons-further = What can be added
addon-ordered = The addon is ordered.
first-payment = First payment
pays-with = Pays with
since-label = Since
power = Power
disk = Disk
traffic = Traffic
used-of = { $name } used
of-size = of { $limit }
usage = Usage
usage-period = How far back
usage-none = Nothing was told of these days.
traffic-of-day = Traffic a day
traffic-of-month = Traffic of the month
of-limit = of { $limit }
graph-from-to = { $name } from { $from } to { $to }; the same as a table below
cpu-and-network = CPU and network
metrics-see = See how busy it was
metrics-of = How busy { $name } was
metrics-lead = the last 24 hours
metrics-none = Nothing was measured on the last day.
cpu = CPU
network = Network
network-received = Received
network-sent = Sent
hour = Hour
metrics-highest = highest
so-much-percent = { $number }%
rate-kbit = { $number } kbit/s
rate-mbit = { $number } Mbit/s
rate-gbit = { $number } Gbit/s
show-as-table = Show as a table
day = Day
so-many-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
service-pending = This service is not set up yet.
service-pending-text = It begins once its invoice is paid and everything is ready.
suspended = This service is suspended.
suspended-text = Most often an invoice is overdue.
see-unpaid = See what is unpaid
something-wrong = Something wrong?
change-plan-or-cycle = Change plan or cycle
cancel-this-service = Cancel this service
request-cancellation = Request cancellation

do-poweron = Start
do-reboot = Restart
do-reboot-warning = Open connections are closed. It is usually back within a minute.
do-poweroff = Stop
do-poweroff-warning = It is asked to shut down cleanly. Billing goes on while it is stopped.
do-console = Open the screen
do-reset = Force a restart
do-reset-warning = It is started again without asking it first. What it has not saved is lost.
do-rescue = Boot the rescue system
do-rescue-warning = It restarts into a rescue system, and is not reachable as usual until you restart it.
do-backup = Make a backup
do-reinstall = Reinstall
do-reinstall-warning = A fresh system is put on it. All data on it is lost, and cannot be brought back.
do-heading = { $what }: { $service }
do-question = { $what }?
do-is-done = { $what }: done.
do-is-pending = { $what }: the provider works on it.
screen-ready = The screen is ready
screen-ready-text = It opens at the provider of the machine.
open-it = Open it

reverse-dns = Reverse DNS
reverse-dns-of = Reverse DNS of { $name }
reverse-dns-text = The name that others see behind an address. Mail servers ask for it: give the name of your server, and let that name lead to the address.
reverse-dns-see = See and change
reverse-dns-set = { $ip } has its name. It may take an hour until everybody sees it.
reverse-dns-not-set = The name was not set.
reverse-dns-hint = Leave it empty for the name that the provider gives by itself.
reverse-dns-other = Another address of your network
reverse-dns-networks = Every address of these networks may have a name:
reverse-dns-name = Host name
addresses = Addresses
no-addresses = It has no address yet
enter-an-address = Enter an address

cancel-question = Cancel { $name }?
nothing-cancelled = Nothing was cancelled.
cancel-when = When shall it end?
cancel-at-end = At the end of the paid time
cancel-at-end-text = On { $day }; nothing more is invoiced
cancel-at-once = At once
cancel-at-once-text = Data on it is lost
cancel-why = Why?
keep-it = Keep it
choose-when-to-end = Choose when it shall end
tell-us-why = Please tell us why; it helps us to do better
cancel-noted = Your wish to cancel is noted. Until then you can take it back here.
cancel-noted-already = You have already asked for the end of this service.
cancel-stands = This service ends on { $day }, as you asked.
cancel-stands-at-once = This service ends shortly, as you asked.
cancel-take-back = Keep the service
cancel-taken-back = The service goes on; your wish to cancel is withdrawn.

change-plan = Change the plan
change-plan-of = Change the plan of { $name }
change-plan-text = Now: { $plan }. What you have paid and not used is set off against the new price.
nothing-ordered = Nothing was ordered.
the-change = The change
to-be-paid-now = to be paid now
becomes-credit = becomes your credit
nothing-to-pay-now = Nothing to be paid now
left-over-is-kept = { $amount } of the present plan that you have paid and not used is not paid back.
for-days-of =
    { $days ->
        [one] For the { $days } day until the next due date, of { $of } days in the period.
       *[other] For the { $days } days until the next due date, of { $of } days in the period.
    }
order-the-change = Order the change
choose-another = Choose another
change-not-now = Not now
change-not-now-text = The plan of an active service can be changed.
change-needs-payment = Invoice { $number } is to be paid before the plan can be changed.
back-to-service = Back to the service
your-plan = your plan
show-price = Show the price
keep-plan = Keep the plan
choose-plan = Choose a plan
change-ordered = The change is ordered. It is made when its invoice is paid.
change-made = The change is made.
