# ডোমেইন.

domain = ডোমেইন
domains = ডোমেইন
domains-text = আমাদের মাধ্যমে আপনার যেসব নাম আছে।
no-domains = এখনও কোনো ডোমেইন নেই
no-domains-text = একটি খালি নাম খুঁজে নিজের করে নিন।
find-domain = ডোমেইন খুঁজুন
expires = মেয়াদ শেষ
expires-on = মেয়াদ শেষ { $day }
registered = নিবন্ধিত
renewal = নবায়ন
by-itself = স্বয়ংক্রিয়
for-years =
    { $count ->
        [one] { $count } বছরের জন্য
       *[other] { $count } বছরের জন্য
    }
registrar-cannot-be-asked = রেজিস্ট্রারকে এখন জিজ্ঞাসা করা যাচ্ছে না: { $why }
name-servers = নেমসার্ভার
name-server-numbered = নেমসার্ভার { $number }
name-servers-not-changed = নেমসার্ভার বদলানো হয়নি।
name-servers-save = নেমসার্ভার সংরক্ষণ করুন
name-servers-set = নেমসার্ভার বসানো হয়েছে। সবাই জানতে কয়েক ঘণ্টা লাগে।
enter-name-server = একটি নেমসার্ভার লিখুন
enter-second-name-server = দ্বিতীয় নেমসার্ভার লিখুন
renew-by-itself = স্বয়ংক্রিয় নবায়ন
renew-by-itself-text = মেয়াদ শেষের আগে একটি ইনভয়েস আসে
transfer-lock = স্থানান্তর লক
transfer-lock-text = কেউ নামটি সরিয়ে নিতে পারবে না
lock = লক করুন
unlock = আনলক করুন
hide-owner = মালিকের তথ্য লুকান
hide-owner-text = আপনার ঠিকানা সবাইকে দেখানো হয় না
hide = লুকান
show = দেখান
domain-owner = মালিক
domain-owner-text = রেজিস্ট্রির তথ্যমতে ডোমেইনটি যাঁর
domain-owner-of = { $name } এর মালিক
owner-of-domain = ডোমেইনের মালিক
change = বদলান
change-the-owner = মালিক
move-elsewhere = অন্যত্র নিন
move-elsewhere-text = অন্য প্রদানকারী যে কোড চায়
get-code = কোড নিন
active-only = সক্রিয় ডোমেইন এখানে পরিচালনা করা যায়।
years-label = বছর
renew = নবায়ন করুন
transfer-code = স্থানান্তর কোড
transfer-code-of = { $name } এর স্থানান্তর কোড
transfer-code-text = ডোমেইনটি যে প্রদানকারীর কাছে যাবে শুধু তাকেই দিন: কোডটি যার কাছে থাকে সে নামটি নিতে পারে।
the-code = কোড
back-to-domain = ডোমেইনে ফিরুন
registrar-told-nothing = রেজিস্ট্রারকে কিছু জানানো হয়নি।
save-owner = মালিকের তথ্য সংরক্ষণ করুন
country-two-letters = দেশ, দুই অক্ষরে
enter-country-letters = দেশের দুই অক্ষরের কোড লিখুন
is-locked = ডোমেইনটি লক করা হয়েছে।
is-unlocked = ডোমেইনটি এখন সরানো যাবে।
is-hidden = আপনার ঠিকানা লুকানো আছে।
is-shown = আপনার ঠিকানা দেখা যাচ্ছে।
renews-by-itself = এটি নিজে থেকেই নবায়ন হবে।
ends-by-itself = মেয়াদ শেষে এটি শেষ হবে।
code-mailed = রেজিস্ট্রার কোডটি ডোমেইনের মালিককে ইমেইল করবে।
renewal-invoice = এই ইনভয়েস পরিশোধ করলে ডোমেইন নবায়ন হবে।
renewal-ordered = নবায়ন অর্ডার হয়েছে।
owner-saved = রেজিস্ট্রার নতুন মালিকের তথ্য পেয়েছে।
