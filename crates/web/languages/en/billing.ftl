# Invoices, quotes, payments and credit.

billing = Billing
invoice = Invoice
invoices = Invoices
invoices-all = All invoices
invoice-numbered = Invoice { $number }
invoices-unpaid = Unpaid invoices
unpaid-count = unpaid
no-invoices = No invoices here
no-invoices-text = Invoices appear when you order, and before a service renews.
everything-paid = Everything is paid
everything-paid-text = New invoices appear here and come by mail.
due = Due
due-on = Due { $day }
due-since = due { $day }
overdue-since = Overdue since { $day }
paid = Paid
from = From
to = To
for = For
about = About
way = Way
what = What
payments = Payments
lines-of-invoice = Lines of the invoice
payments-of-invoice = Payments of this invoice
credit-notes = Credit notes
still-to-pay = Still to be paid
pay = Pay
pay-amount = Pay { $amount }
pay-invoice-numbered = invoice { $number }
pay-this-invoice = Pay this invoice
pay-with = Pay with
pay-several = Pay several invoices
pay-several-short = Pay several
pay-several-text = One invoice is made that pays those you choose.
nothing-paid = Nothing was paid.
paid-at-once = Paid at once
paid-away = On its own page
told-how = You are told how
paid-next-step = Paid in the next step
get-invoice = You get an invoice
go-on-to-pay = Go on to pay
one-step-left = One step is left
at-provider = The payment is made at the site of the payment provider.
invoice-paid-thanks = Thank you, the invoice is paid.
payment-under-way = The payment is under way. We tell you when it has arrived.
confirm-payment = Confirm the payment
confirm-payment-text = Your bank asks whether this payment is yours. This page stands in for the bank: in the sandbox no money moves.
confirm-payment-to = Paid to
confirm-payment-approve = Approve
confirm-payment-decline = Decline
payment-declined = The payment was declined. Nothing was paid.
confirm-payment-gone = Nothing to confirm here
confirm-payment-gone-text = The payment was answered before, or its time is over. The invoice says what is still to be paid.
confirm-payment-needed = The bank wants you to approve this payment before the card is charged.
choose-how-to-pay = Choose how to pay
no-way-to-pay = There is no way to pay here yet, so nothing can be ordered or paid online at present.
chosen-together = Chosen together
add-up-again = Add up again
choose-invoices = Choose the invoices to pay
one-pays-others = This one invoice pays the others.
paid-with-others = It was paid together with others, by one invoice.
asked-with-others = You chose to pay it together with others. Pay either invoice: what is paid is not asked for again.
see-that-invoice = See that invoice
download-pdf = Download as PDF
download-xml = E-invoice (XML)
question-about-invoice = Question about invoice { $number }

card = Card
card-number = Card number
card-expires = Expires
card-code = Security code
card-code-hint = Three digits on the back
card-expiry-hint = Month and year: 12/30
card-sandbox = This is a sandbox: use card { $number } with any date in the future. No money moves.
card-add = Add a card
card-add-by-paying = A card is saved when you pay an invoice on the payment provider’s page and agree to keep it. Card numbers are never entered here.
card-name = Your name for it
card-first = Charge this card first
card-keep = Save this card
cards-kept = Saved payment methods
card-kept-word = saved
card-kept-with-us = saved with us
pay-keep = Keep this for automatic payments
pay-keep-hint = Later invoices are charged to it when they are due. You can have it forgotten at any time under Billing.
card-until = until { $date }
charged-first = charged first
charge-first = Charge first
forget = Remove
no-cards = No payment method saved yet
no-cards-text = A saved card pays renewals automatically. We never see its number again; the payment provider keeps it.
no-card-kept = No card was saved.
card-is-kept = The card is saved.
card-is-forgotten = The payment method is removed.
card-is-first = This card is charged first from now on.
enter-card-number = Enter a card number
enter-card-expiry = Enter month and year, as 12/30
enter-card-code = Enter the three digits on the back

add-funds = Add funds
credit-now = credit now
credit-pays = Credit pays your next invoices automatically.
sure-card = Renewals are no longer charged to it.
funds-between = From { $least } to { $most }
payment-pending-text = Your payment is on its way. This invoice is paid as soon as the provider confirms it; you need not pay again.
credit-have = You have { $amount } of credit.
credit-comes-first = Your credit of { $amount } is used first.
credit-amount = Use of it
credit-amount-hint = Empty: as much as is needed
credit-use = Use credit
credit-used-paid = Credit was used. The invoice is paid.
credit-used-rest = Credit was used. The rest is still to be paid.
nothing-added = Nothing was added.
make-invoice = Make the invoice
such-as = Such as { $example }
enter-amount = Enter an amount such as { $example }
funds-invoice = Pay this invoice, and the amount is your credit.

quote = Quote
quotes = Quotes
quote-numbered = Quote { $number }
no-quotes = No quotes
no-quotes-text = Ask us for an offer, and it appears here.
ask-for-quote = Ask for a quote
valid-until = Valid until
stage = Stage
quantity = Quantity
discount = Discount
lines-of-quote = Lines of the quote
accept-quote = Accept this quote
accept-quote-text = An invoice is made of it, which you can pay at once.
quote-lapsed = This quote has lapsed. Ask us for a new one.
quote-accepted-invoice = Thank you. The quote is accepted; this is its invoice.
quote-accepted = Thank you, it is accepted.
decline-quote = Decline this quote
decline-quote-text = It is closed then. Ask us if you want another one.
decline-quote-sure = Decline it
quote-declined = Thank you for telling us. The quote is declined.
question-about-quote = Question about quote { $number }

transactions = Transactions
no-transactions = No transactions yet
no-transactions-text = Payments and refunds are listed here.

statement = Statement
first-day = First day
last-day = Last day
opening-balance = Opening balance
closing-balance = Closing balance
charged = Charged
settled = Settled
balance-then = Balance
below-zero-is-credit = A balance below zero is credit that you have with us.

proof-title = Already paid?
pay-by-hand = How to pay: { $way }
proof-text = Send us the receipt of your transfer, so that we find your payment sooner.
proofs-of-invoice = Receipts of this payment
proof-pending = Being looked at
proof-verified = Payment found
proof-rejected = Not accepted
proof-file = Receipt
proof-reference = Number of the payment
proof-note = Message
proof-send = Send the receipt
proof-sent = Thank you. We look at it and record your payment.
choose-a-file = Choose a file

how-computed = How this was computed
how-computed-each = How one of them was computed
how-tax-computed = How the tax was computed
how-setup = Set-up fee of { $what }
how-setup-apart = Set-up fee, on a line of its own
how-years =
    { $what } for { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
how-group-discount = Discount of your group
how-set-by-staff = Price agreed with us
how-prorated = Part of a period, up to { $until }
how-recurring = Regular price
how-paid-already = { $what }: paid already
how-promotion = Promotion
how-promotion-code = Promotion { $promotion }
how-late-fee = Late fee
how-yearly = Price of a year
how-share =
    { $years ->
        [one] { $years } year and { $days } of { $ofdays } days
       *[other] { $years } years and { $days } of { $ofdays } days
    }
how-share-years =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
how-share-days = { $days } of { $ofdays } days
how-days-left = New price for the days left
how-days-left-less = New price for the days left, less promotion { $less }
how-days-unused = Days paid and not used
how-days-unused-less = Days paid and not used, less promotion { $less }
how-tax-contained = Tax that the price contains
how-exempt = No tax: you are exempt
how-reverse-charge = No tax: you account for it yourself (reverse charge)
how-not-taxed = Not taxed
how-no-rate = No tax: none is charged where you live
how-tax-share = { $tax }: this line’s part of { $of }
how-tax-first = Tax
how-tax-second = Second tax
how-tax-named = { $name } { $rate } %
how-tax-on = { $tax } on the taxed lines, { $basis }: { $exact }, rounded { $rounded }
how-tax-on-both = { $tax } on the taxed lines and the first tax, { $basis }: { $exact }, rounded { $rounded }
how-tax-in = { $tax } in the taxed lines, { $basis } with it: { $exact }, rounded { $rounded }
how-tax-in-without = { $tax } in the taxed lines without the second tax, { $basis }: { $exact }, rounded { $rounded }
