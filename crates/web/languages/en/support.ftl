# Tickets, and questions from visitors.

support = Support
support-text = Your conversations with us.
ticket = Ticket
tickets = Tickets
ticket-new = New ticket
ticket-open = Open a ticket
ticket-open-this = Open the ticket
no-ticket-opened = No ticket was opened.
answered-count = answered
no-tickets = No tickets here
no-tickets-text = Ask us anything; the people who answer run the servers.
nobody-takes-tickets = Nobody takes tickets yet
nobody-takes-messages = Nobody takes messages yet
no-department = The company has not set up a department.
subject = Subject
number = Number
last-change = Last change
priority = Priority
department = Department
message = Message
message-hint = What happened, what did you expect, since when?
files-hint = { $types }; at most { $count } files of { $size } together
files-hint-any = At most { $count } files of { $size } together
files-too-large = These files are larger than { $size } together. Choose fewer or smaller ones.
message-not-sent = Your message was not sent.
message-sent = Your message is sent.
about-service = About
none-in-particular = None in particular
files = Files
opened-on = opened { $day }
close = Close
reply = Reply
reply-opens = Open it again with a reply
staff = Staff
ticket-is-open = Your ticket is open. We answer as soon as we can.
ticket-is-closed = The ticket is closed. A reply opens it again.
enter-subject = Enter a subject
write-message = Write a message
choose-department = Choose a department
too-many-files = At most { $most } files at once
list-all = All
list-open = Open
list-answered = Answered
list-closed = Closed

contact-text = Write to us; the answer comes by mail. You have an account?
contact-to = To
nothing-sent = Nothing was sent.
too-many-messages = Too many messages from here. Please wait some minutes.
contact-sent = Thank you. Your message is ticket { $number }; we answer by mail.

open-again = Open again
you-rated-this = You rated this
was-this-helpful = Was this answer helpful?
rating-of-five = { $number } of 5
how-did-it-go = How did it go?
in-all = In all
rating-5 = 5 – very well
rating-4 = 4 – well
rating-3 = 3 – so so
rating-2 = 2 – badly
rating-1 = 1 – very badly
what-should-we-know = What should we know?
tell-us = Tell us
ticket-reopened = The ticket is open again. Tell us what is missing.
thanks-for-telling = Thank you for telling us.

kb = Knowledge base
kb-text = Answers to what others asked before.
kb-search = Search the knowledge base
kb-placeholder = What are you looking for?
kb-found = Found
kb-all-categories = All categories
kb-nothing = Nothing is said about that
kb-nothing-text = Try other or fewer words, or ask us.
kb-popular = Read most
kb-empty = Nothing is written yet
kb-empty-text = Ask us instead; we are glad to help.
kb-empty-here = Nothing is written here yet
kb-articles = Articles
kb-helped = Did this help?
kb-yes = Yes
kb-no = No
kb-useful = { $useful } of { $votes } found it useful
kb-stuck = Still stuck?
kb-suggest = Perhaps one of these already helps
kb-too-many-votes = Too many votes from here. Please wait a minute.
ask-us = Ask us
updated-on = Updated { $day }
clients = Clients
clients-only = Clients only
help = Help
kb-articles-count =
    { $count ->
        [one] 1 article
       *[other] { $count } articles
    }

downloads = Downloads
downloads-text = Files that go with what you use.
categories = Categories
all-files = All
download = Download
downloads-owners = For owners of a product
downloads-clients = For clients
no-downloads = There is nothing to download yet
download-log-in = for { $name }
download-not-yours = This file is for clients with a certain product.

network-status = Network status
network-text = What is broken, what is planned, what was.
network-all-right = Everything works.
network-now = Now
network-planned = Planned
network-past = Past
network-nothing = Nothing happened yet
network-affects-you = Affects you
network-priority = { $priority } priority
network-planned-for = is planned for { $day } on { $server }.
network-affects-since = affects your services since { $day } on { $server }.
what-we-know = What we know
network-not-right =
    { $count ->
        [one] Something is not right. We are on it.
       *[other] Some things are not right. We are on them.
    }
preview = Preview
opened = Opened
