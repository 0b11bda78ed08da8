# প্রোটোকলের শব্দ.

status-active = সক্রিয়
status-pending = অপেক্ষমাণ
status-suspended = স্থগিত
status-terminated = সমাপ্ত
status-cancelled = বাতিল
status-fraud = জালিয়াতি
status-completed = সম্পন্ন
status-expired = মেয়াদোত্তীর্ণ
status-grace = অতিরিক্ত সময়
status-redemption = পুনরুদ্ধারের সময়
status-pending-transfer = স্থানান্তর চলছে
status-pending-registration = নিবন্ধন চলছে
status-transferred-away = অন্যত্র স্থানান্তরিত
status-unpaid = অপরিশোধিত
status-paid = পরিশোধিত
status-overdue = বকেয়া
status-draft = খসড়া
status-refunded = ফেরত দেওয়া হয়েছে
status-collections = আদায় চলছে
status-payment-pending = পেমেন্ট চলছে
status-delivered = পাঠানো হয়েছে
status-accepted = গৃহীত
status-on-hold = স্থগিত রাখা
status-lost = হাতছাড়া
status-dead = পরিত্যক্ত
status-open = খোলা
status-answered = উত্তর দেওয়া হয়েছে
status-customer-reply = গ্রাহকের উত্তর
status-closed = বন্ধ
status-in-progress = কাজ চলছে
status-reported = জানানো হয়েছে
status-investigating = তদন্ত চলছে
status-outage = বিভ্রাট
status-scheduled = নির্ধারিত
status-resolved = সমাধান হয়েছে

cycle-monthly = মাসিক
cycle-quarterly = ত্রৈমাসিক
cycle-semiannually = ষাণ্মাসিক
cycle-annually = বার্ষিক
cycle-biennially = প্রতি ২ বছরে
cycle-triennially = প্রতি ৩ বছরে

each-monthly = মাসিক
each-quarterly = ত্রৈমাসিক
each-semi-annually = ষাণ্মাসিক
each-semiannually = ষাণ্মাসিক
each-annually = বার্ষিক
each-biennially = প্রতি ২ বছরে
each-triennially = প্রতি ৩ বছরে
each-one-time = এককালীন
each-onetime = এককালীন
each-free-account = বিনামূল্যে
each-free = বিনামূল্যে

per-monthly = মাস
per-quarterly = ৩ মাস
per-semiannually = ৬ মাস
per-annually = বছর
per-biennially = ২ বছর
per-triennially = ৩ বছর

priority-low = কম
priority-medium = মাঝারি
priority-high = বেশি
priority-critical = সংকটজনক
