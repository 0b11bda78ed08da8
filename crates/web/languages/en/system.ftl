# What every page says: actions, the frame, forms.

save = Save
cancel = Cancel
delete = Delete
back = Back
not-now = Not now
send = Send
print = Print
all = All
more = More
optional = optional
on = on
off = off
switch-on = Switch on
switch-off = Switch off
copied = Copied
copy-this = Copy { $what }
date = Date
status = Status
actions = Actions
amount = Amount
price = Price
total = Total
subtotal = Subtotal
tax = Tax
description = Description
reference = Reference
settings = Settings
details = Details
since = Since { $day }
today = today
in-days =
    { $count ->
        [one] in 1 day
       *[other] in { $count } days
    }
years =
    { $count ->
        [one] 1 year
       *[other] { $count } years
    }
page-of = Page { $page } of { $last }
pages = Pages
previous = Previous
next = Next
nothing-changed = Nothing was changed.
look-at-fields =
    { $count ->
        [one] Please look at the marked field.
       *[other] Please look at the marked fields.
    }

skip-to-content = Skip to content
switch-theme = Switch between light and dark
language = Language
breadcrumb = Breadcrumb
nav-main = Main
nav-main-compact = Main, compact
nav-further = Further pages
start-page-of = { $company }, start page
client-area-of = { $company }, client area
home = Home
store = Store
cart = Cart
news = News
client-area = Client area
account-of = Account of { $name }
log-out = Log out
stay = Stay
runs-on = Runs on Hostler
frame-description = Hosting, servers and domains from { $company }

to-home-page = To your home page
to-start-page = To the start page
ask-support = Ask the support
ask-about-it = Ask about it

error-nothing-here = There is nothing here
error-nothing-here-text = The page was moved, or never was.
error-away = You cannot come in from here
banned-until = Your address is locked out until { $until }: { $reason }
error-did-not-work = That did not work
error-not-offered = Not offered here
error-not-offered-text = The billing system behind this page does not offer this.
error-moment = One moment, please
error-moment-text = The billing system behind this page does not answer. Please try again in a minute.
error-no-room = Nothing can be saved right now
error-no-room-text = Nothing was changed. You can go on reading; please try again later.
error-our-fault = That is our fault
error-our-fault-text = Something failed on our side; nothing was lost. Please try again, and if it stays, tell us the number { $id }.
error-stale = This form is too old
error-stale-text = Nothing was changed. Go back, reload the page and send the form again.
send-again = Send it again
send-again-text = Somebody logged in again since this page was opened. What you typed is not lost: send it again if you still want to.
error-unreadable = This form cannot be read
error-unreadable-text = Nothing was changed. Are the files in it perhaps too large? Go back: what you typed should still be there.
error-nul = The field { $field } contains a character that cannot be kept (NUL).
error-no-client = There is no client account
error-no-client-text = This log-in exists, but belongs to no client. Ask us, or the person who invited you.
error-not-permitted = This is not open to you
error-not-permitted-text = The owner of this account decides what you may see and do. Ask them for access.
error-try-again = Please try again

announcements = Announcements
announcements-all = All announcements
no-news = No news
no-news-text = That is good news.

hello = Hello { $name }
welcome-to = Welcome to { $company }
welcome-text = There is nothing here yet. Order your first service, and this page shows what you have and what it costs.
invoices-wait =
    { $count ->
        [one] 1 invoice waits for you.
       *[other] { $count } invoices wait for you.
    }
nothing-waits = Nothing waits for you.
order = Order
credit = Credit
open-tickets = Open tickets
to-be-paid = To be paid
pay-all = Pay all
your-services = Your services
all-services = All services
renews-soon = Renews soon
nothing-renews-soon = Nothing renews soon
nothing-renews-soon-text = Services that renew within 30 days are listed here.
too-long = This is longer than { $count } characters
