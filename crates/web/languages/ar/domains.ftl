# النطاقات.

domain = النطاق
domains = النطاقات
domains-text = الأسماء التي تملكها من خلالنا.
no-domains = لا نطاقات بعد
no-domains-text = ابحث عن اسم متاح واجعله لك.
move-domain = انقل نطاقًا إلينا
move-domain-text = ابحث عن الاسم الذي تملكه في مكان آخر. تحتاج إلى رمز النقل الذي يعطيك إياه مزودك الحالي.
sure-record = سيتوقف ما يعتمد على هذا السجل.
find-domain = البحث عن نطاق
expires = ينتهي
expires-on = ينتهي في { $day }
registered = سُجّل
renewal = التجديد
by-itself = تلقائي
for-years =
    { $count ->
        [zero] لمدة { $count } سنة
        [one] لمدة سنة واحدة
        [two] لمدة سنتين
        [few] لمدة { $count } سنوات
        [many] لمدة { $count } سنة
       *[other] لمدة { $count } سنة
    }
registrar-cannot-be-asked = لا يمكن سؤال المسجّل الآن: { $why }
name-servers = خوادم الأسماء
name-server-numbered = خادم الأسماء { $number }
name-servers-not-changed = لم تتغيّر خوادم الأسماء.
name-servers-save = حفظ خوادم الأسماء
name-servers-set = ضُبطت خوادم الأسماء. يستغرق انتشارها بضع ساعات.
enter-name-server = أدخل خادم أسماء
enter-second-name-server = أدخل خادم أسماء ثانيًا
renew-by-itself = التجديد التلقائي
renew-by-itself-text = تصل فاتورة قبل انتهائه
transfer-lock = قفل النقل
transfer-lock-text = لا يمكن لأحد نقل الاسم
lock = قفل
unlock = فتح القفل
hide-owner = إخفاء المالك
hide-owner-text = لا يظهر عنوانك للجميع
hide = إخفاء
show = إظهار
domain-owner = المالك
domain-owner-text = صاحب النطاق كما في السجل
domain-owner-of = مالك { $name }
owner-of-domain = مالك النطاق
change = تغيير
change-the-owner = المالك
move-elsewhere = النقل إلى مكان آخر
move-elsewhere-text = الرمز الذي يطلبه مزوّد آخر
get-code = الحصول على الرمز
active-only = يمكن هنا إدارة النطاق النشط.
years-label = السنوات
mail-forwarding = إعادة توجيه البريد
price-a-year = { $price } في السنة
renew = تجديد
transfer-code = رمز النقل
transfer-again = النقل
transfer-again-text = ينتقل الاسم إلينا بعد دفع الطلب وعندما يكون رمز مزودك الحالي صحيحًا. إن كان الرمز خاطئًا فأدخل رمزًا آخر.
transfer-again-do = المحاولة مرة أخرى
transfer-begun = بدأ النقل.
enter-transfer-code = أدخل رمز النقل
transfer-code-of = رمز نقل { $name }
transfer-code-text = لا تعطه إلا للمزوّد الذي سيُنقل إليه النطاق: فمن يملكه يستطيع أخذ الاسم.
the-code = الرمز
back-to-domain = العودة إلى النطاق
registrar-told-nothing = لم يُبلَّغ المسجّل بشيء.
save-owner = حفظ المالك
country-two-letters = البلد، حرفان
enter-country-letters = أدخل رمز البلد من حرفين
is-locked = قُفل النطاق.
is-unlocked = يمكن نقل النطاق الآن.
is-hidden = عنوانك مخفي.
is-shown = عنوانك ظاهر.
renews-by-itself = يُجدَّد تلقائيًا.
ends-by-itself = ينتهي بانتهاء مدته.
code-mailed = يرسل المسجّل الرمز بالبريد إلى مالك النطاق.
renewal-invoice = ادفع هذه الفاتورة ليُجدَّد النطاق.
renewal-ordered = طُلب التجديد.
owner-saved = وصلت بيانات المالك الجديدة إلى المسجّل.
dns-records = سجلات DNS
dns-records-of = سجلات DNS لـ { $name }
dns-text = إلى أين يقود اسمك: الويب والبريد وإثباتات الخدمات الأخرى. تسري التغييرات خلال دقائق.
dns-link-text = إلى أين يقود اسمك: الويب والبريد والإثباتات
dns-value = القيمة
dns-kept = يحتفظ بها الآخرون
dns-delete = حذف { $kind } { $name }
dns-none = لا سجلات بعد
dns-none-text = أضف الأول: العنوان يجعل الموقع يظهر.
dns-add = إضافة سجل
dns-not-changed = لم تتغير السجلات.
dns-type = النوع
dns-name-hint = ما يسبق { $name }؛ فارغ أو @ للنطاق نفسه
dns-value-hint = مثل 192.0.2.1 أو 10 mail.example.com لـ MX
dns-five-minutes = ٥ دقائق
dns-an-hour = ساعة واحدة
dns-four-hours = ٤ ساعات
dns-a-day = يوم واحد
dns-a-week = أسبوع واحد
dns-enter-value = أدخل قيمة
dns-added = أضيف السجل.
dns-deleted = حُذف السجل.
dns-changed = تغيّر السجل.
