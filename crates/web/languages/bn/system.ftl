# প্রতিটি পাতায় যা থাকে.

save = সংরক্ষণ করুন
cancel = বাতিল
delete = মুছুন
back = ফিরে যান
not-now = এখন নয়
send = পাঠান
print = প্রিন্ট করুন
all = সব
more = আরও
optional = ঐচ্ছিক
on = চালু
off = বন্ধ
switch-on = চালু করুন
switch-off = বন্ধ করুন
copied = কপি হয়েছে
copy-this = { $what } কপি করুন
date = তারিখ
status = অবস্থা
actions = কাজ
amount = পরিমাণ
price = মূল্য
total = মোট
subtotal = উপমোট
tax = কর
description = বিবরণ
reference = রেফারেন্স
settings = সেটিংস
details = বিস্তারিত
since = { $day } থেকে
today = আজ
in-days =
    { $count ->
        [one] { $count } দিনের মধ্যে
       *[other] { $count } দিনের মধ্যে
    }
years =
    { $count ->
        [one] { $count } বছর
       *[other] { $count } বছর
    }
page-of = পৃষ্ঠা { $page } / { $last }
pages = পৃষ্ঠাসমূহ
previous = আগের
next = পরের
nothing-changed = কিছুই পরিবর্তন হয়নি।
look-at-fields =
    { $count ->
        [one] অনুগ্রহ করে চিহ্নিত ঘরটি দেখুন।
       *[other] অনুগ্রহ করে চিহ্নিত ঘরগুলো দেখুন।
    }

skip-to-content = মূল অংশে যান
switch-theme = উজ্জ্বল ও অন্ধকার থিম বদলান
language = ভাষা
breadcrumb = অবস্থান
nav-main = প্রধান মেনু
nav-main-compact = প্রধান মেনু, সংক্ষিপ্ত
nav-further = আরও পাতা
start-page-of = { $company }, শুরুর পাতা
client-area-of = { $company }, গ্রাহক এলাকা
home = হোম
store = দোকান
cart = কার্ট
news = খবর
client-area = গ্রাহক এলাকা
account-of = { $name } এর অ্যাকাউন্ট
log-out = লগ আউট
stay = থাকুন
runs-on = Hostler দ্বারা চালিত
frame-description = { $company } থেকে হোস্টিং, সার্ভার ও ডোমেইন

to-home-page = আপনার হোম পাতায়
to-start-page = শুরুর পাতায়
ask-support = সাপোর্টকে জিজ্ঞাসা করুন
ask-about-it = এ বিষয়ে জিজ্ঞাসা করুন

error-nothing-here = এখানে কিছু নেই
error-nothing-here-text = পাতাটি সরানো হয়েছে, অথবা কখনও ছিল না।
error-away = আপনি এখান থেকে ঢুকতে পারবেন না
banned-until = আপনার ঠিকানা { $until } পর্যন্ত বন্ধ: { $reason }
error-did-not-work = কাজটি হয়নি
error-not-offered = এখানে পাওয়া যায় না
error-not-offered-text = এই পাতার পেছনের বিলিং সিস্টেমে এটি নেই।
error-moment = একটু অপেক্ষা করুন
error-moment-text = এই পাতার পেছনের বিলিং সিস্টেম সাড়া দিচ্ছে না। এক মিনিট পর আবার চেষ্টা করুন।
error-no-room = এই মুহূর্তে কিছু সংরক্ষণ করা যাচ্ছে না
error-no-room-text = কিছুই বদলানো হয়নি। আপনি পড়তে থাকতে পারেন; পরে আবার চেষ্টা করুন।
error-our-fault = ত্রুটিটি আমাদের
error-our-fault-text = আমাদের দিকে কিছু ব্যর্থ হয়েছে; কিছুই হারায়নি। আবার চেষ্টা করুন, আর সমস্যা থাকলে আমাদের { $id } নম্বরটি জানান।
error-stale = এই ফর্মটি পুরোনো হয়ে গেছে
error-stale-text = কিছুই পরিবর্তন হয়নি। ফিরে গিয়ে পাতাটি আবার লোড করুন এবং ফর্মটি আবার পাঠান।
send-again = আবার পাঠান
send-again-text = এই পাতা খোলার পর কেউ আবার লগ ইন করেছেন। আপনার লেখা হারায়নি: চাইলে আবার পাঠান।
error-unreadable = এই ফর্মটি পড়া যাচ্ছে না
error-unreadable-text = কিছুই পরিবর্তন হয়নি। ফাইলগুলো কি খুব বড়? পেছনে যান: যা লিখেছেন তা থাকার কথা।
error-nul = { $field } ঘরে এমন একটি অক্ষর আছে যা সংরক্ষণ করা যায় না (NUL)।
error-no-client = কোনো গ্রাহক অ্যাকাউন্ট নেই
error-no-client-text = এই লগইন আছে, কিন্তু কোনো গ্রাহকের নয়। আমাদের অথবা যিনি আপনাকে আমন্ত্রণ জানিয়েছেন তাঁকে জিজ্ঞাসা করুন।
error-not-permitted = এটি আপনার জন্য খোলা নয়
error-not-permitted-text = এই অ্যাকাউন্টের মালিক ঠিক করেন আপনি কী দেখতে ও করতে পারবেন। তাঁর কাছে অনুমতি চান।
error-try-again = অনুগ্রহ করে আবার চেষ্টা করুন

announcements = ঘোষণা
announcements-all = সব ঘোষণা
no-news = কোনো খবর নেই
no-news-text = এটাই সুখবর।

hello = স্বাগতম, { $name }
welcome-to = { $company }-এ স্বাগতম
welcome-text = এখানে এখনও কিছু নেই। আপনার প্রথম সার্ভিস অর্ডার করুন; আপনার কী আছে আর তার দাম কত, এই পাতা তা দেখাবে।
invoices-wait =
    { $count ->
        [one] আপনার { $count }টি ইনভয়েস বাকি আছে।
       *[other] আপনার { $count }টি ইনভয়েস বাকি আছে।
    }
nothing-waits = আপনার জন্য কিছু বাকি নেই।
order = অর্ডার করুন
credit = ক্রেডিট
open-tickets = খোলা টিকিট
to-be-paid = পরিশোধ করতে হবে
pay-all = সব পরিশোধ করুন
your-services = আপনার সার্ভিস
all-services = সব সার্ভিস
renews-soon = শিগগির নবায়ন হবে
nothing-renews-soon = শিগগির কোনো নবায়ন নেই
nothing-renews-soon-text = ৩০ দিনের মধ্যে যেসব সার্ভিস নবায়ন হবে সেগুলো এখানে দেখা যায়।
too-long = এটি { $count } অক্ষরের চেয়ে লম্বা
