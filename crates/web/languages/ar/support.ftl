# الدعم.

support = الدعم
support-text = محادثاتك معنا.
ticket = تذكرة
tickets = التذاكر
ticket-new = تذكرة جديدة
ticket-open = فتح تذكرة
ticket-open-this = فتح التذكرة
no-ticket-opened = لم تُفتح أي تذكرة.
answered-count = تم الرد عليها
no-tickets = لا تذاكر هنا
no-tickets-text = اسألنا عن أي شيء؛ فمن يجيبون هم من يديرون الخوادم.
nobody-takes-tickets = لا أحد يستقبل التذاكر بعد
nobody-takes-messages = لا أحد يستقبل الرسائل بعد
no-department = لم تُنشئ الشركة أي قسم.
subject = الموضوع
number = الرقم
last-change = آخر تغيير
priority = الأولوية
department = القسم
message = الرسالة
message-hint = ماذا حدث، وماذا توقعت، ومنذ متى؟
files-hint = { $types }؛ بحد أقصى { $count } ملفات بحجم إجمالي { $size }
files-hint-any = بحد أقصى { $count } ملفات بحجم إجمالي { $size }
files-too-large = حجم هذه الملفات معًا أكبر من { $size }. اختر ملفات أقل أو أصغر.
message-not-sent = لم تُرسل رسالتك.
message-sent = أُرسلت رسالتك.
about-service = بشأن
none-in-particular = لا شيء محدد
files = الملفات
opened-on = فُتحت { $day }
close = إغلاق
reply = رد
reply-opens = إعادة فتحها برد
staff = الفريق
ticket-is-open = التذكرة مفتوحة. نرد هنا وبالبريد.
ticket-is-closed = التذكرة مغلقة. الرد يفتحها مجددًا.
enter-subject = أدخل موضوعًا
write-message = اكتب رسالة
choose-department = اختر قسمًا
too-many-files = { $most } ملفات على الأكثر في المرة الواحدة
list-all = الكل
list-open = مفتوحة
list-answered = تم الرد
list-closed = مغلقة

contact-text = اكتب إلينا ويصلك الرد بالبريد. لديك حساب؟
contact-to = إلى
nothing-sent = لم يُرسل شيء.
too-many-messages = رسائل كثيرة من هنا. انتظر بضع دقائق.
contact-sent = شكرًا. رسالتك هي التذكرة { $number }؛ ونرد بالبريد.

open-again = إعادة الفتح
you-rated-this = قيّمت هذا
was-this-helpful = هل كان هذا الرد مفيدًا؟
rating-of-five = { $number } من 5
how-did-it-go = كيف سارت الأمور؟
in-all = إجمالًا
rating-5 = 5 – جيد جدًا
rating-4 = 4 – جيد
rating-3 = 3 – مقبول
rating-2 = 2 – سيئ
rating-1 = 1 – سيئ جدًا
what-should-we-know = ماذا ينبغي أن نعرف؟
tell-us = أخبرنا
ticket-reopened = فُتحت التذكرة مجددًا. أخبرنا بما ينقص.
thanks-for-telling = شكرًا لإخبارنا.

kb = قاعدة المعرفة
kb-text = إجابات عما سأله الآخرون من قبل.
kb-search = البحث في قاعدة المعرفة
kb-placeholder = عمّ تبحث؟
kb-found = النتائج
kb-all-categories = كل الفئات
kb-nothing = لا شيء عن ذلك
kb-nothing-text = جرّب كلمات أخرى أو أقل، أو اسألنا.
kb-popular = الأكثر قراءة
kb-empty = لم يُكتب شيء بعد
kb-empty-text = اسألنا بدلًا من ذلك؛ يسعدنا أن نساعد.
kb-empty-here = لم يُكتب شيء هنا بعد
kb-articles = المقالات
kb-helped = هل أفادك هذا؟
kb-yes = نعم
kb-no = لا
kb-useful = وجده { $useful } من { $votes } مفيدًا
kb-stuck = ما زلت عالقًا؟
kb-suggest = ربما يفيدك أحد هذه
kb-too-many-votes = تقييمات كثيرة من هنا. انتظر دقيقة.
ask-us = اسألنا
updated-on = حُدّث { $day }
clients = العملاء
clients-only = للعملاء فقط
help = المساعدة
kb-articles-count =
    { $count ->
        [zero] لا مقالات
        [one] مقالة واحدة
        [two] مقالتان
        [few] { $count } مقالات
        [many] { $count } مقالة
       *[other] { $count } مقالة
    }

downloads = التنزيلات
downloads-text = ملفات لما تستخدمه.
categories = الفئات
all-files = الكل
download = تنزيل
downloads-owners = لمن يملك منتجًا
downloads-clients = للعملاء
no-downloads = لا شيء للتنزيل بعد
download-log-in = من أجل { $name }
download-not-yours = هذا الملف للعملاء الذين لديهم منتج معيّن.

network-status = حالة الشبكة
network-text = ما هو معطّل، وما هو مخطط، وما مضى.
network-all-right = كل شيء يعمل.
network-now = الآن
network-planned = مخطط
network-past = سابقًا
network-nothing = لم يحدث شيء بعد
network-affects-you = يؤثر عليك
network-priority = الأولوية: { $priority }
network-planned-for = مخطط له في { $day } على { $server }.
network-affects-since = يؤثر على خدماتك على { $server } منذ { $day }.
what-we-know = ما نعرفه
network-not-right =
    { $count ->
        [one] هناك خلل ما. نعمل على إصلاحه.
       *[other] هناك أكثر من خلل. نعمل على إصلاحها.
    }
preview = معاينة
opened = فُتحت في
