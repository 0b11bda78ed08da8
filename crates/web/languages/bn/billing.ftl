# ইনভয়েস ও পেমেন্ট.

billing = বিলিং
invoice = ইনভয়েস
invoices = ইনভয়েস
invoices-all = সব ইনভয়েস
invoice-numbered = ইনভয়েস { $number }
invoices-unpaid = অপরিশোধিত ইনভয়েস
unpaid-count = অপরিশোধিত
no-invoices = এখানে কোনো ইনভয়েস নেই
no-invoices-text = অর্ডার করলে এবং সার্ভিস নবায়নের আগে ইনভয়েস এখানে আসে।
everything-paid = সব পরিশোধ হয়েছে
everything-paid-text = নতুন ইনভয়েস এখানে দেখা যায় এবং ইমেইলে আসে।
due = শেষ তারিখ
due-on = শেষ তারিখ { $day }
due-since = শেষ তারিখ { $day }
overdue-since = { $day } থেকে বকেয়া
paid = পরিশোধিত
from = প্রেরক
to = প্রাপক
for = যাঁর জন্য
about = বিষয়
way = মাধ্যম
what = কী
payments = পেমেন্ট
lines-of-invoice = ইনভয়েসের লাইন
payments-of-invoice = এই ইনভয়েসের পেমেন্ট
credit-notes = ক্রেডিট নোট
still-to-pay = এখনও বাকি
pay = পরিশোধ করুন
pay-amount = { $amount } পরিশোধ করুন
pay-invoice-numbered = ইনভয়েস { $number }
pay-this-invoice = এই ইনভয়েস পরিশোধ করুন
pay-with = পরিশোধের মাধ্যম
pay-several = একাধিক ইনভয়েস পরিশোধ করুন
pay-several-short = একাধিক পরিশোধ
pay-several-text = আপনার বেছে নেওয়া ইনভয়েসগুলোর জন্য একটি ইনভয়েস তৈরি হবে।
nothing-paid = কিছুই পরিশোধ হয়নি।
paid-at-once = সঙ্গে সঙ্গে পরিশোধ
paid-away = তার নিজের পাতায়
told-how = কীভাবে তা জানানো হবে
paid-next-step = পরের ধাপে পরিশোধ
get-invoice = আপনি একটি ইনভয়েস পাবেন
go-on-to-pay = পরিশোধ করতে এগিয়ে যান
one-step-left = আর একটি ধাপ বাকি
at-provider = পেমেন্ট হবে পেমেন্ট প্রদানকারীর সাইটে।
invoice-paid-thanks = ধন্যবাদ, ইনভয়েস পরিশোধ হয়েছে।
payment-under-way = পেমেন্ট প্রক্রিয়াধীন। পৌঁছালে আমরা জানাব।
confirm-payment = পেমেন্ট নিশ্চিত করুন
confirm-payment-text = আপনার ব্যাংক জানতে চায় এই পেমেন্ট আপনার কি না। এই পাতাটি ব্যাংকের জায়গায় আছে: স্যান্ডবক্সে কোনো টাকা সরে না।
confirm-payment-to = প্রাপক প্রতিষ্ঠান
confirm-payment-approve = অনুমোদন করুন
confirm-payment-decline = প্রত্যাখ্যান করুন
payment-declined = পেমেন্ট প্রত্যাখ্যাত হয়েছে। কিছুই পরিশোধ হয়নি।
confirm-payment-gone = এখানে নিশ্চিত করার কিছু নেই
confirm-payment-gone-text = পেমেন্টটির উত্তর আগেই দেওয়া হয়েছে, অথবা সময় শেষ। কত বাকি আছে তা ইনভয়েসে লেখা আছে।
confirm-payment-needed = কার্ড থেকে টাকা কাটার আগে ব্যাংক চায় আপনি এই পেমেন্ট অনুমোদন করুন।
choose-how-to-pay = কীভাবে পরিশোধ করবেন বেছে নিন
no-way-to-pay = এখানে এখনও পরিশোধের কোনো উপায় নেই, তাই আপাতত অনলাইনে কিছু অর্ডার বা পরিশোধ করা যাবে না।
chosen-together = বেছে নেওয়াগুলোর মোট
add-up-again = আবার যোগ করুন
choose-invoices = যেসব ইনভয়েস পরিশোধ করবেন বেছে নিন
one-pays-others = এই একটি ইনভয়েস অন্যগুলো পরিশোধ করবে।
paid-with-others = এটি অন্যগুলোর সঙ্গে একটি ইনভয়েসে পরিশোধ করা হয়েছে।
asked-with-others = আপনি এটি অন্যগুলোর সঙ্গে পরিশোধ করতে চেয়েছেন। যেকোনো একটি পরিশোধ করুন: যা পরিশোধ হয়েছে তা আর চাওয়া হবে না।
see-that-invoice = সেই ইনভয়েস দেখুন
download-pdf = PDF হিসেবে ডাউনলোড করুন
download-xml = ই-ইনভয়েস (XML)
question-about-invoice = ইনভয়েস { $number } সম্পর্কে প্রশ্ন

card = কার্ড
card-number = কার্ড নম্বর
card-expires = মেয়াদ
card-code = নিরাপত্তা কোড
card-code-hint = পেছনের তিন অঙ্ক
card-expiry-hint = মাস ও বছর: 12/30
card-sandbox = এটি পরীক্ষামূলক ব্যবস্থা: { $number } কার্ড এবং ভবিষ্যতের যেকোনো তারিখ ব্যবহার করুন। কোনো টাকা কাটা হবে না।
card-add = কার্ড যোগ করুন
card-add-by-paying = পেমেন্ট প্রদানকারীর পাতায় ইনভয়েসের টাকা দেওয়ার সময় আপনি সম্মতি দিলে কার্ডটি রাখা হয়। কার্ডের নম্বর কখনও এখানে লেখা হয় না।
card-name = কার্ডের জন্য আপনার দেওয়া নাম
card-first = আগে এই কার্ড থেকে কাটুন
card-keep = কার্ডটি রেখে দিন
cards-kept = পরিশোধের জন্য রাখা আছে
card-kept-word = রাখা আছে
card-kept-with-us = আমাদের কাছে রাখা আছে
pay-keep = স্বয়ংক্রিয় পরিশোধের জন্য রেখে দিন
pay-keep-hint = পরের ইনভয়েসগুলো নির্ধারিত তারিখে এটি থেকে নেওয়া হবে। বিলিং-এ গিয়ে যেকোনো সময় এটি মুছে ফেলতে পারেন।
card-until = { $date } পর্যন্ত
charged-first = আগে কাটা হয়
charge-first = আগে কাটুন
forget = সরিয়ে দিন
no-cards = এখনও কিছু রাখা নেই
no-cards-text = রাখা কার্ড নিজে থেকেই নবায়নের টাকা দেয়। আমরা নম্বরটি আর কখনও দেখি না; পেমেন্ট প্রদানকারী তা রাখে।
no-card-kept = কোনো কার্ড রাখা হয়নি।
card-is-kept = কার্ডটি রাখা হয়েছে।
card-is-forgotten = কার্ডটি সরানো হয়েছে।
card-is-first = এখন থেকে আগে এই কার্ড থেকে কাটা হবে।
enter-card-number = কার্ড নম্বর লিখুন
enter-card-expiry = মাস ও বছর লিখুন, যেমন 12/30
enter-card-code = পেছনের তিন অঙ্ক লিখুন

add-funds = টাকা জমা করুন
credit-now = বর্তমান ক্রেডিট
credit-pays = ক্রেডিট থেকে আপনার পরের ইনভয়েস নিজে থেকেই পরিশোধ হয়।
sure-card = নবায়নের টাকা আর এটি থেকে কাটা হবে না।
funds-between = { $least } থেকে { $most }
payment-pending-text = আপনার পেমেন্ট প্রক্রিয়াধীন। প্রদানকারী নিশ্চিত করলেই ইনভয়েস পরিশোধিত হবে; আবার পরিশোধ করতে হবে না।
credit-have = আপনার { $amount } ক্রেডিট আছে।
credit-comes-first = আপনার { $amount } ক্রেডিট প্রথমে ব্যবহার হয়।
credit-amount = এর থেকে ব্যবহার
credit-amount-hint = খালি রাখলে: যতটা দরকার
credit-use = ক্রেডিট ব্যবহার করুন
credit-used-paid = ক্রেডিট ব্যবহার হয়েছে। ইনভয়েস পরিশোধিত।
credit-used-rest = ক্রেডিট ব্যবহার হয়েছে। বাকিটা এখনও পরিশোধ করতে হবে।
nothing-added = কিছুই জমা হয়নি।
make-invoice = ইনভয়েস তৈরি করুন
such-as = যেমন { $example }
enter-amount = একটি পরিমাণ লিখুন, যেমন { $example }
funds-invoice = এই ইনভয়েস পরিশোধ করলে টাকাটি আপনার ক্রেডিট হবে।

quote = দরপত্র
quotes = দরপত্র
quote-numbered = দরপত্র { $number }
no-quotes = কোনো দরপত্র নেই
no-quotes-text = আমাদের কাছে প্রস্তাব চান, সেটি এখানে আসবে।
ask-for-quote = দরপত্র চান
valid-until = মেয়াদ
stage = পর্যায়
quantity = সংখ্যা
discount = ছাড়
lines-of-quote = দরপত্রের লাইন
accept-quote = এই দরপত্র গ্রহণ করুন
accept-quote-text = এটি থেকে একটি ইনভয়েস তৈরি হবে, যা এখনই পরিশোধ করা যাবে।
quote-lapsed = এই দরপত্রের মেয়াদ শেষ। নতুন একটি চান।
quote-accepted-invoice = ধন্যবাদ। দরপত্র গ্রহণ হয়েছে; এটি তার ইনভয়েস।
quote-accepted = ধন্যবাদ, গ্রহণ করা হয়েছে।
decline-quote = এই কোটেশন প্রত্যাখ্যান করুন
decline-quote-text = তাহলে এটি বন্ধ হয়ে যাবে। অন্য একটি চাইলে আমাদের জানান।
decline-quote-sure = প্রত্যাখ্যান করুন
quote-declined = জানানোর জন্য ধন্যবাদ। কোটেশনটি প্রত্যাখ্যান করা হয়েছে।
question-about-quote = দরপত্র { $number } সম্পর্কে প্রশ্ন

transactions = লেনদেন
no-transactions = এখনও কোনো লেনদেন নেই
no-transactions-text = পেমেন্ট ও ফেরত এখানে দেখা যায়।

statement = হিসাব বিবরণী
first-day = প্রথম দিন
last-day = শেষ দিন
opening-balance = প্রারম্ভিক ব্যালেন্স
closing-balance = সমাপনী ব্যালেন্স
charged = ধার্য
settled = পরিশোধিত
balance-then = ব্যালেন্স
below-zero-is-credit = শূন্যের নিচের ব্যালেন্স মানে আমাদের কাছে আপনার ক্রেডিট।

proof-title = ইতিমধ্যে পরিশোধ করেছেন?
pay-by-hand = যেভাবে পরিশোধ করবেন: { $way }
proof-text = আপনার লেনদেনের রসিদ পাঠান, যাতে আমরা দ্রুত আপনার পেমেন্ট খুঁজে পাই।
proofs-of-invoice = এই পেমেন্টের রসিদ
proof-pending = যাচাই করা হচ্ছে
proof-verified = পেমেন্ট পাওয়া গেছে
proof-rejected = গ্রহণ করা হয়নি
proof-file = রসিদ
proof-reference = পেমেন্টের নম্বর
proof-note = বার্তা
proof-send = রসিদ পাঠান
proof-sent = ধন্যবাদ। আমরা এটি দেখে আপনার পেমেন্ট লিপিবদ্ধ করব।
choose-a-file = একটি ফাইল বেছে নিন

how-computed = কীভাবে হিসাব করা হয়েছে
how-computed-each = একটির হিসাব কীভাবে করা হয়েছে
how-tax-computed = কর কীভাবে হিসাব করা হয়েছে
how-setup = { $what }-এর সেটআপ ফি
how-setup-apart = সেটআপ ফি, আলাদা সারিতে
how-years =
    { $what }, { $years ->
        [one] { $years } বছরের জন্য
       *[other] { $years } বছরের জন্য
    }
how-group-discount = আপনার গ্রুপের ছাড়
how-set-by-staff = আমাদের সঙ্গে ঠিক করা দাম
how-prorated = মেয়াদের অংশ, { $until } পর্যন্ত
how-recurring = নিয়মিত দাম
how-paid-already = { $what }: আগেই পরিশোধিত
how-promotion = প্রোমোশন
how-promotion-code = প্রোমোশন { $promotion }
how-late-fee = বিলম্ব ফি
how-yearly = এক বছরের দাম
how-share =
    { $years ->
        [one] { $years } বছর এবং { $ofdays } দিনের মধ্যে { $days } দিন
       *[other] { $years } বছর এবং { $ofdays } দিনের মধ্যে { $days } দিন
    }
how-share-years =
    { $years ->
        [one] { $years } বছর
       *[other] { $years } বছর
    }
how-share-days = { $ofdays } দিনের মধ্যে { $days } দিন
how-days-left = বাকি দিনগুলোর নতুন দাম
how-days-left-less = বাকি দিনগুলোর নতুন দাম, প্রোমোশন { $less } বাদে
how-days-unused = পরিশোধিত কিন্তু অব্যবহৃত দিন
how-days-unused-less = পরিশোধিত কিন্তু অব্যবহৃত দিন, প্রোমোশন { $less } বাদে
how-tax-contained = দামের মধ্যে থাকা কর
how-exempt = কর নেই: আপনি করমুক্ত
how-reverse-charge = কর নেই: আপনি নিজেই তা পরিশোধ করেন (রিভার্স চার্জ)
how-not-taxed = কর নেই
how-no-rate = কর নেই: আপনার এলাকায় কর প্রযোজ্য নয়
how-tax-share = { $tax }: { $of }-এর মধ্যে এই সারির অংশ
how-tax-first = কর
how-tax-second = দ্বিতীয় কর
how-tax-named = { $name } { $rate }%
how-tax-on = করযোগ্য সারিগুলোর { $basis }-এর উপর { $tax }: { $exact }, পূর্ণাঙ্কে { $rounded }
how-tax-on-both = করযোগ্য সারি ও প্রথম করের { $basis }-এর উপর { $tax }: { $exact }, পূর্ণাঙ্কে { $rounded }
how-tax-in = করসহ করযোগ্য সারিগুলোর { $basis }-এর মধ্যে { $tax }: { $exact }, পূর্ণাঙ্কে { $rounded }
how-tax-in-without = দ্বিতীয় কর বাদে করযোগ্য সারিগুলোর { $basis }-এর মধ্যে { $tax }: { $exact }, পূর্ণাঙ্কে { $rounded }
