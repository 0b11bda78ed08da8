# ما تقوله كل صفحة.

save = حفظ
cancel = إلغاء
delete = حذف
back = رجوع
not-now = ليس الآن
send = إرسال
print = طباعة
all = الكل
more = المزيد
optional = اختياري
on = مفعّل
off = معطّل
switch-on = تفعيل
switch-off = تعطيل
copied = تم النسخ
copy-this = نسخ { $what }
date = التاريخ
status = الحالة
actions = الإجراءات
amount = المبلغ
price = السعر
total = الإجمالي
subtotal = المجموع الفرعي
tax = الضريبة
description = الوصف
reference = المرجع
settings = الإعدادات
details = التفاصيل
since = منذ { $day }
today = اليوم
in-days =
    { $count ->
        [zero] اليوم
        [one] بعد يوم واحد
        [two] بعد يومين
        [few] بعد { $count } أيام
        [many] بعد { $count } يومًا
       *[other] بعد { $count } يوم
    }
years =
    { $count ->
        [zero] { $count } سنة
        [one] سنة واحدة
        [two] سنتان
        [few] { $count } سنوات
        [many] { $count } سنة
       *[other] { $count } سنة
    }
page-of = صفحة { $page } من { $last }
pages = الصفحات
previous = السابق
next = التالي
nothing-changed = لم يتغيّر شيء.
look-at-fields =
    { $count ->
        [one] يرجى مراجعة الحقل المحدّد.
        [two] يرجى مراجعة الحقلين المحدّدين.
       *[other] يرجى مراجعة الحقول المحدّدة.
    }

skip-to-content = الانتقال إلى المحتوى
switch-theme = التبديل بين الفاتح والداكن
language = اللغة
breadcrumb = مسار التنقل
nav-main = القائمة الرئيسية
nav-main-compact = القائمة الرئيسية، مختصرة
nav-further = صفحات أخرى
start-page-of = { $company }، صفحة البداية
client-area-of = { $company }، منطقة العميل
home = الرئيسية
store = المتجر
cart = السلة
news = الأخبار
client-area = منطقة العميل
account-of = حساب { $name }
log-out = تسجيل الخروج
stay = البقاء
runs-on = يعمل بنظام Hostler
frame-description = استضافة وخوادم ونطاقات من { $company }

to-home-page = إلى صفحتك الرئيسية
to-start-page = إلى صفحة البداية
ask-support = اسأل الدعم
ask-about-it = اسأل عنها

error-nothing-here = لا يوجد شيء هنا
error-nothing-here-text = نُقلت الصفحة، أو لم تكن موجودة قط.
error-away = لا يمكنك الدخول من هنا
banned-until = عنوانك محظور حتى { $until }: { $reason }
error-did-not-work = لم ينجح ذلك
error-not-offered = غير متاح هنا
error-not-offered-text = نظام الفوترة خلف هذه الصفحة لا يقدّم هذا.
error-moment = لحظة من فضلك
error-moment-text = نظام الفوترة خلف هذه الصفحة لا يستجيب. يرجى المحاولة مجددًا بعد دقيقة.
error-no-room = لا يمكن حفظ أي شيء الآن
error-no-room-text = لم يتغير شيء. يمكنك متابعة القراءة؛ يرجى المحاولة لاحقًا.
error-our-fault = الخطأ من جانبنا
error-our-fault-text = حدث خلل من جانبنا ولم يُفقد شيء. يرجى المحاولة مجددًا، وإن استمر فأخبرنا بالرقم { $id }.
error-stale = هذا النموذج قديم
error-stale-text = لم يتغيّر شيء. ارجع وأعد تحميل الصفحة ثم أرسل النموذج مجددًا.
send-again = أرسله مرة أخرى
send-again-text = سجّل شخص الدخول مجددًا منذ فتح هذه الصفحة. ما كتبته لم يضِع: أرسله مرة أخرى إن كنت لا تزال تريد ذلك.
error-unreadable = تعذّرت قراءة هذا النموذج
error-unreadable-text = لم يتغير شيء. ربما كانت الملفات كبيرة جدًا؟ ارجع إلى الخلف: ما كتبته ينبغي أن يكون باقيًا.
error-nul = يحتوي الحقل { $field } على رمز لا يمكن حفظه (NUL).
error-no-client = لا يوجد حساب عميل
error-no-client-text = هذا الدخول موجود لكنه لا يتبع أي عميل. اسألنا أو اسأل من دعاك.
error-not-permitted = هذا غير متاح لك
error-not-permitted-text = صاحب هذا الحساب يقرر ما يمكنك رؤيته وفعله. اطلب منه الصلاحية.
error-try-again = يرجى المحاولة مجددًا

announcements = الإعلانات
announcements-all = كل الإعلانات
no-news = لا أخبار
no-news-text = وهذا خبر جيد.

hello = مرحبًا { $name }
welcome-to = مرحبًا بك في { $company }
welcome-text = لا يوجد شيء هنا بعد. اطلب خدمتك الأولى وستعرض هذه الصفحة ما لديك وما تكلفته.
invoices-wait =
    { $count ->
        [zero] لا فواتير بانتظارك.
        [one] فاتورة واحدة بانتظارك.
        [two] فاتورتان بانتظارك.
        [few] { $count } فواتير بانتظارك.
        [many] { $count } فاتورة بانتظارك.
       *[other] { $count } فاتورة بانتظارك.
    }
nothing-waits = لا شيء بانتظارك.
order = اطلب
credit = الرصيد
open-tickets = التذاكر المفتوحة
to-be-paid = مستحقة الدفع
pay-all = دفع الكل
your-services = خدماتك
all-services = كل الخدمات
renews-soon = تُجدَّد قريبًا
nothing-renews-soon = لا تجديد قريب
nothing-renews-soon-text = تظهر هنا الخدمات التي تُجدَّد خلال 30 يومًا.
too-long = هذا أطول من { $count } حرفًا
