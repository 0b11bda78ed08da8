# الخدمات.

service = الخدمة
services = الخدمات
services-text = كل ما لديك عندنا.
no-services = لا خدمات بعد
no-services-text = اطلب واحدة وستجد هنا كل ما يتعلق بها.
see-what-there-is = تصفّح المتاح
order-another = اطلب خدمة أخرى
plan = الخطة
next-due = الاستحقاق القادم
next-due-on = الاستحقاق القادم { $day }
host-name = اسم المضيف
ip-address = عنوان IP
ip-address-further = عنوان IP آخر
user-name = اسم المستخدم
server = الخادم
addons = الإضافات
addons-further = ما يمكن إضافته
addon-ordered = تم طلب الإضافة.
first-payment = الدفعة الأولى
next-renewal = التجديد القادم
pays-with = الدفع بواسطة
since-label = منذ
power = التشغيل
disk = القرص
traffic = نقل البيانات
used-of = المستخدم من { $name }
of-size = من { $limit }
usage = الاستخدام
usage-period = الفترة
usage-none = لا توجد بيانات عن هذه الأيام.
traffic-of-day = حركة البيانات يوميًا
traffic-of-month = حركة بيانات الشهر
of-limit = من { $limit }
graph-from-to = { $name } من { $from } إلى { $to }؛ والأمر نفسه في الجدول أدناه
cpu-and-network = المعالج والشبكة
metrics-see = عرض مدى الانشغال
metrics-of = مدى انشغال { $name }
metrics-lead = آخر 24 ساعة
metrics-none = لم يُقَس شيء في اليوم الأخير.
cpu = المعالج
network = الشبكة
network-received = الوارد
network-sent = الصادر
hour = الساعة
metrics-highest = الأعلى
so-much-percent = { $number }٪
rate-kbit = { $number } كيلوبت/ث
rate-mbit = { $number } ميغابت/ث
rate-gbit = { $number } غيغابت/ث
show-as-table = عرض كجدول
day = اليوم
so-many-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
service-pending = لم يتم إعداد هذه الخدمة بعد.
service-pending-text = تبدأ بمجرد دفع فاتورتها وجاهزية كل شيء.
suspended = هذه الخدمة معلّقة.
suspended-text = غالبًا ما تكون هناك فاتورة متأخرة.
see-unpaid = عرض غير المدفوع
something-wrong = هل من مشكلة؟
change-plan-or-cycle = تغيير الخطة أو الدورة
cancel-this-service = إلغاء هذه الخدمة
request-cancellation = طلب الإلغاء

do-poweron = تشغيل
do-reboot = إعادة التشغيل
do-reboot-warning = تُغلق الاتصالات المفتوحة. يعود عادة خلال دقيقة.
do-poweroff = إيقاف
do-poweroff-warning = يُطلب منه الإغلاق بشكل سليم. تستمر الفوترة أثناء توقفه.
do-console = فتح الشاشة
do-reset = إعادة تشغيل قسرية
do-reset-warning = يُعاد تشغيله دون سؤال. ما لم يُحفظ يضيع.
do-rescue = تشغيل نظام الإنقاذ
do-rescue-warning = يُعاد تشغيله على نظام إنقاذ، ولا يمكن الوصول إليه كالمعتاد حتى تعيد تشغيله.
do-backup = إنشاء نسخة احتياطية
do-reinstall = إعادة التثبيت
do-reinstall-warning = يُثبَّت عليه نظام جديد. تضيع كل بياناته ولا يمكن استرجاعها.
do-heading = { $what }: { $service }
do-question = { $what }؟
do-is-done = { $what }: تم.
do-is-pending = { $what }: يعمل المزوّد على ذلك.
screen-ready = الشاشة جاهزة
screen-ready-text = تُفتح لدى مزوّد الجهاز.
open-it = فتحها

reverse-dns = اسم DNS العكسي
reverse-dns-of = اسم DNS العكسي لـ { $name }
reverse-dns-text = الاسم الذي يراه الآخرون خلف العنوان. تسأل عنه خوادم البريد: أدخل اسم خادمك، واجعل ذلك الاسم يشير إلى العنوان.
reverse-dns-see = عرض وتغيير
reverse-dns-set = أصبح للعنوان { $ip } اسمه. قد تمر ساعة حتى يراه الجميع.
reverse-dns-not-set = لم يتغير الاسم.
reverse-dns-hint = اتركه فارغًا ليُستخدم الاسم الذي يعطيه المزوّد.
reverse-dns-other = عنوان آخر من شبكتك
reverse-dns-networks = يمكن أن يكون لكل عنوان من هذه الشبكات اسم:
reverse-dns-name = اسم المضيف
addresses = العناوين
no-addresses = لا عنوان له بعد
enter-an-address = أدخل عنوانًا

cancel-question = إلغاء { $name }؟
nothing-cancelled = لم يُلغَ شيء.
cancel-when = متى تنتهي؟
cancel-at-end = عند نهاية الفترة المدفوعة
cancel-at-end-text = في { $day }؛ ولا تصدر فواتير بعدها
cancel-at-once = فورًا
cancel-at-once-text = تضيع البيانات الموجودة عليها
cancel-why = لماذا؟
cancel-frees-invoice = لم تُدفع الفاتورة { $number } بعد. يسقط ما تطلبه عن هذه الخدمة عند انتهائها.
cancel-keeps-invoice = لم تُدفع الفاتورة { $number } بعد، ويبقى دفعها لازمًا.
look-at-invoice = عرض الفاتورة
keep-it = الاحتفاظ بها
choose-when-to-end = اختر متى تنتهي
tell-us-why = أخبرنا بالسبب؛ فذلك يساعدنا على التحسّن
cancel-noted = سُجِّلت رغبتك في الإلغاء. حتى ذلك الحين يمكنك التراجع عنها هنا.
cancel-noted-already = لقد طلبت إنهاء هذه الخدمة من قبل.
cancel-stands = تنتهي هذه الخدمة في { $day } كما طلبت.
cancel-stands-at-once = تنتهي هذه الخدمة قريبًا كما طلبت.
cancel-take-back = الاحتفاظ بالخدمة
cancel-taken-back = تستمر الخدمة؛ أُلغيت رغبتك في الإنهاء.

change-plan = تغيير الخطة
change-plan-of = تغيير خطة { $name }
change-plan-text = الآن: { $plan }. يُخصم ما دفعته ولم تستخدمه من السعر الجديد.
nothing-ordered = لم يُطلب شيء.
the-change = التغيير
to-be-paid-now = يُدفع الآن
becomes-credit = يصبح رصيدًا لك
nothing-to-pay-now = لا شيء للدفع الآن
left-over-is-kept = لا يُرَدّ مبلغ { $amount } المدفوع وغير المستخدم من الخطة الحالية.
for-days-of =
    { $days ->
        [one] عن يوم واحد حتى الاستحقاق القادم، من أصل { $of } في الفترة.
        [two] عن يومين حتى الاستحقاق القادم، من أصل { $of } في الفترة.
       *[other] عن { $days } من الأيام حتى الاستحقاق القادم، من أصل { $of } في الفترة.
    }
order-the-change = طلب التغيير
choose-another = اختيار أخرى
change-not-now = ليس الآن
change-not-now-text = يمكن تغيير خطة الخدمة النشطة.
change-needs-payment = يجب دفع الفاتورة { $number } قبل تغيير الخطة.
back-to-service = العودة إلى الخدمة
your-plan = خطتك
show-price = عرض السعر
keep-plan = الاحتفاظ بالخطة
choose-plan = اختر خطة
change-ordered = طُلب التغيير. يُنفَّذ عند دفع فاتورته.
change-made = تم التغيير.
