# সাপোর্ট.

support = সাপোর্ট
support-text = আমাদের সঙ্গে আপনার কথোপকথন।
ticket = টিকিট
tickets = টিকিট
ticket-new = নতুন টিকিট
ticket-open = টিকিট খুলুন
ticket-open-this = টিকিটটি খুলুন
no-ticket-opened = কোনো টিকিট খোলা হয়নি।
answered-count = উত্তর দেওয়া
no-tickets = এখানে কোনো টিকিট নেই
no-tickets-text = যেকোনো কিছু জিজ্ঞাসা করুন; যাঁরা সার্ভার চালান তাঁরাই উত্তর দেন।
nobody-takes-tickets = এখনও কেউ টিকিট নেন না
nobody-takes-messages = এখনও কেউ বার্তা নেন না
no-department = প্রতিষ্ঠানটি কোনো বিভাগ তৈরি করেনি।
subject = বিষয়
number = নম্বর
last-change = শেষ পরিবর্তন
priority = অগ্রাধিকার
department = বিভাগ
message = বার্তা
message-hint = কী হয়েছে, কী আশা করেছিলেন, কখন থেকে?
files-hint = { $types }; সর্বোচ্চ { $count }টি ফাইল, একসঙ্গে { $size }
files-hint-any = সর্বোচ্চ { $count }টি ফাইল, একসঙ্গে { $size }
files-too-large = এই ফাইলগুলো একসঙ্গে { $size }-এর বেশি। কম বা ছোট ফাইল বেছে নিন।
message-not-sent = আপনার বার্তা পাঠানো হয়নি।
message-sent = আপনার বার্তা পাঠানো হয়েছে।
about-service = যে সার্ভিস সম্পর্কে
none-in-particular = নির্দিষ্ট কোনোটি নয়
files = ফাইল
opened-on = খোলা হয়েছে { $day }
close = বন্ধ করুন
reply = উত্তর দিন
reply-opens = উত্তর দিয়ে আবার খুলুন
staff = কর্মী
ticket-is-open = টিকিটটি খোলা আছে। আমরা এখানে ও ইমেইলে উত্তর দেব।
ticket-is-closed = টিকিটটি বন্ধ। উত্তর দিলে আবার খুলবে।
enter-subject = বিষয় লিখুন
write-message = বার্তা লিখুন
choose-department = একটি বিভাগ বেছে নিন
too-many-files = একবারে সর্বোচ্চ { $most }টি ফাইল
list-all = সব
list-open = খোলা
list-answered = উত্তর দেওয়া
list-closed = বন্ধ

contact-text = আমাদের লিখুন; উত্তর ইমেইলে আসবে। আপনার অ্যাকাউন্ট আছে?
contact-to = প্রাপক
nothing-sent = কিছুই পাঠানো হয়নি।
too-many-messages = এখান থেকে অনেক বার্তা এসেছে। কয়েক মিনিট অপেক্ষা করুন।
contact-sent = ধন্যবাদ। আপনার বার্তা টিকিট { $number }; আমরা ইমেইলে উত্তর দেব।

open-again = আবার খুলুন
you-rated-this = আপনি এর মূল্যায়ন করেছেন
was-this-helpful = এই উত্তর কি কাজে লেগেছে?
rating-of-five = ৫ এর মধ্যে { $number }
how-did-it-go = কেমন হলো?
in-all = সব মিলিয়ে
rating-5 = ৫ – খুব ভালো
rating-4 = ৪ – ভালো
rating-3 = ৩ – মোটামুটি
rating-2 = ২ – খারাপ
rating-1 = ১ – খুব খারাপ
what-should-we-know = আমাদের কী জানা উচিত?
tell-us = আমাদের জানান
ticket-reopened = টিকিটটি আবার খোলা হয়েছে। কী বাকি আছে আমাদের জানান।
thanks-for-telling = জানানোর জন্য ধন্যবাদ।

kb = জ্ঞানভান্ডার
kb-text = অন্যরা আগে যা জিজ্ঞাসা করেছেন তার উত্তর।
kb-search = জ্ঞানভান্ডারে খুঁজুন
kb-placeholder = কী খুঁজছেন?
kb-found = পাওয়া গেছে
kb-all-categories = সব বিভাগ
kb-nothing = এ বিষয়ে কিছু লেখা নেই
kb-nothing-text = অন্য বা কম শব্দ দিয়ে চেষ্টা করুন, অথবা আমাদের জিজ্ঞাসা করুন।
kb-popular = সবচেয়ে পঠিত
kb-empty = এখনও কিছু লেখা হয়নি
kb-empty-text = বরং আমাদের জিজ্ঞাসা করুন; আমরা সাহায্য করতে খুশি।
kb-empty-here = এখানে এখনও কিছু লেখা হয়নি
kb-articles = নিবন্ধ
kb-helped = এতে কি সাহায্য হয়েছে?
kb-yes = হ্যাঁ
kb-no = না
kb-useful = { $votes } জনের মধ্যে { $useful } জনের কাজে লেগেছে
kb-stuck = এখনও আটকে আছেন?
kb-suggest = হয়তো এগুলোর একটি কাজে লাগবে
kb-too-many-votes = এখান থেকে অনেক ভোট এসেছে। এক মিনিট অপেক্ষা করুন।
ask-us = আমাদের জিজ্ঞাসা করুন
updated-on = হালনাগাদ { $day }
clients = গ্রাহক
clients-only = শুধু গ্রাহকদের জন্য
help = সাহায্য
kb-articles-count =
    { $count ->
        [one] { $count }টি নিবন্ধ
       *[other] { $count }টি নিবন্ধ
    }

downloads = ডাউনলোড
downloads-text = আপনি যা ব্যবহার করেন তার সঙ্গের ফাইল।
categories = বিভাগ
all-files = সব
download = ডাউনলোড করুন
downloads-owners = যাঁদের পণ্যটি আছে
downloads-clients = গ্রাহকদের জন্য
no-downloads = ডাউনলোড করার মতো এখনও কিছু নেই
download-log-in = { $name } পেতে
download-not-yours = এই ফাইলটি নির্দিষ্ট একটি পণ্যের গ্রাহকদের জন্য।

network-status = নেটওয়ার্কের অবস্থা
network-text = কী নষ্ট, কী পরিকল্পিত, আর কী হয়েছিল।
network-all-right = সব ঠিক আছে।
network-now = এখন
network-planned = পরিকল্পিত
network-past = অতীত
network-nothing = এখনও কিছু ঘটেনি
network-affects-you = আপনার ওপর প্রভাব আছে
network-priority = অগ্রাধিকার: { $priority }
network-planned-for = { $day } তারিখে { $server } এ পরিকল্পিত।
network-affects-since = { $day } থেকে { $server } এ আপনার সার্ভিসে প্রভাব ফেলছে।
what-we-know = আমরা যা জানি
network-not-right =
    { $count ->
        [one] কিছু একটা ঠিক নেই। আমরা কাজ করছি।
       *[other] কয়েকটি জিনিস ঠিক নেই। আমরা কাজ করছি।
    }
preview = প্রাকদর্শন
opened = খোলা হয়েছে
