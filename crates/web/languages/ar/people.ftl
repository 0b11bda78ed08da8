# الحساب.

account = الحساب
your-details = بياناتك
contacts = جهات الاتصال
contact = جهة اتصال
contact-new = جهة اتصال جديدة
contact-add = إضافة جهة اتصال
no-contacts = لا جهات اتصال بعد
no-contacts-text = تتلقى جهة الاتصال الرسائل التي تختارها، كأن يتلقى محاسبك الفواتير.
users = المستخدمون
users-and-permissions = المستخدمون والصلاحيات
security = الأمان
payment-methods = طرق الدفع
emails = الرسائل
mails = الرسائل
mails-sent = الرسائل التي أرسلناها إليك
mail-one = رسالة
mail-to = إلى { $address }
mail-not-delivered = لم تُسلَّم
no-mails = لا رسائل بعد
no-mails-text = يمكنك هنا إعادة قراءة ما نكتبه إليك.
nothing-saved = لم يُحفظ شيء.
details-saved = حُفظت بياناتك.
contact-added = أُضيفت جهة الاتصال.
contact-saved = حُفظت جهة الاتصال.
contact-deleted = حُذفت جهة الاتصال.
language-of-account = اللغة
language-of-account-hint = لغة الصفحات والرسائل والمستندات
language-not-set = كما في المتصفح

first-name = الاسم الأول
last-name = اسم العائلة
company = الشركة
email = البريد الإلكتروني
phone = الهاتف
street = الشارع والرقم
address-second = العنوان، السطر الثاني
city = المدينة
postcode = الرمز البريدي
state = الولاية أو المنطقة
country = البلد
tax-number = الرقم الضريبي
name = الاسم

enter-first-name = أدخل الاسم الأول
enter-last-name = أدخل اسم العائلة
enter-email = أدخل عنوان بريد إلكتروني
enter-street = أدخل الشارع والرقم
enter-city = أدخل المدينة
enter-your-first-name = أدخل اسمك الأول
enter-your-last-name = أدخل اسم عائلتك
enter-your-email = أدخل عنوان بريدك الإلكتروني
enter-your-street = أدخل الشارع والرقم
enter-your-city = أدخل مدينتك
enter-your-postcode = أدخل رمزك البريدي
enter-your-name = أدخل اسمك

kind-general = عام
kind-general-hint = الأخبار وما يخص الحساب كله
kind-invoice = الفواتير
kind-invoice-hint = الفواتير الجديدة والتذكيرات والإيصالات
kind-product = الخدمات
kind-product-hint = التفعيل والتعليق وكلمات المرور
kind-domain = النطاقات
kind-domain-hint = التسجيل والنقل والتجديد
kind-support = الدعم
kind-support-hint = الردود على التذاكر

you = أنت
owner = المالك
permissions = الصلاحيات
permissions-of = لـ { $name }
save-permissions-of = صلاحيات { $name }
take-access-away = سحب كل الصلاحيات
take-access-away-from = من { $name }
invite-somebody = دعوة شخص
invite = دعوة
may = يمكنه
nobody-invited = لم تُرسل أي دعوة.
choose-permissions = اختر ما يمكن للمستخدم الجديد فعله
invitation-sent = الدعوة في طريقها.
permissions-saved = حُفظت الصلاحيات.
user-removed = لم يعد للمستخدم أي وصول.
may-profile = تغيير بيانات الحساب
may-contacts = عرض جهات الاتصال وتغييرها
may-products = عرض الخدمات
may-manageproducts = إدارة الخدمات: إعادة التشغيل والترقية والإلغاء
may-productsso = الدخول إلى لوحات الخدمات
may-domains = عرض النطاقات
may-managedomains = إدارة النطاقات: خوادم الأسماء والقفل والمالك
may-invoices = عرض الفواتير ودفعها
may-quotes = عرض عروض الأسعار وقبولها
may-tickets = فتح التذاكر والرد عليها
may-affiliates = عرض حساب التسويق بالعمولة
may-emails = قراءة الرسائل التي أرسلناها
may-orders = تقديم الطلبات

log-in = تسجيل الدخول
log-in-to = إلى حسابك لدى { $company }
not-logged-in = لم تسجّل الدخول بعد.
logged-out = سجّلت الخروج.
log-out-question = تسجيل الخروج؟
log-out-text = يمكنك تسجيل الدخول مجددًا في أي وقت.
password = كلمة المرور
code-of-factor = رمز العامل الثاني
code-of-factor-hint = ستة أرقام، أو أحد رموزك الاحتياطية
forgot-password = نسيت كلمة المرور؟
new-here = جديد هنا؟
already-here = لديك حساب؟
sign-up = إنشاء حساب
sign-up-text = حساب واحد للخدمات والنطاقات والفواتير والدعم.
no-account-yet = لم يُنشأ حساب بعد.
create-account = إنشاء الحساب
enter-your-password = أدخل كلمة المرور
wrong-login = عنوان البريد أو كلمة المرور غير صحيح.
needs-factor = لهذا الحساب عامل ثانٍ. أدخل كلمة المرور مجددًا مع رمز.
cannot-check-factor = لا يمكن التحقق من العامل الثاني لهذا الحساب هنا.
too-many-attempts =
    { $minutes ->
        [one] محاولات كثيرة. انتظر دقيقة وحاول مجددًا، أو عيّن كلمة مرور جديدة.
        [two] محاولات كثيرة. انتظر دقيقتين وحاول مجددًا، أو عيّن كلمة مرور جديدة.
        [few] محاولات كثيرة. انتظر { $minutes } دقائق وحاول مجددًا، أو عيّن كلمة مرور جديدة.
       *[other] محاولات كثيرة. انتظر { $minutes } دقيقة وحاول مجددًا، أو عيّن كلمة مرور جديدة.
    }

new-password = كلمة مرور جديدة
choose-password = اختر كلمة مرور جديدة
choose-password-text = تحل محل القديمة وتنهي كل الجلسات.
reset-text = نرسل إليك رابطًا صالحًا لمدة 30 دقيقة.
no-mail-sent = لم تُرسل أي رسالة.
send-link = إرسال الرابط
back-to-login = العودة إلى تسجيل الدخول
another-link = طلب رابط آخر
reset-sent = إن كان هناك حساب بهذا العنوان، فرسالة تحمل رابطًا في طريقها.
reset-done = تغيّرت كلمة المرور. سجّل الدخول بالجديدة.
security-answer = إجابتك، إن كان لديك سؤال أمان
same-again = نفسها مرة أخرى
eight-characters = ثمانية أحرف على الأقل
use-eight-characters = استخدم ثمانية أحرف على الأقل
change-password = تغيير كلمة المرور
password-not-changed = لم تتغيّر كلمة المرور.
password-changed = تغيّرت كلمة المرور.
enter-new-password = أدخل كلمة مرور جديدة
enter-present-password = أدخل كلمة المرور الحالية
passwords-differ = كلمتا المرور غير متطابقتين
change-your-password = تغيير كلمة المرور
change-your-password-text = تنتهي كل الجلسات على كل الأجهزة، وتسجّل الدخول من جديد.
present-password = كلمة المرور الحالية
your-password-changed = تغيّرت كلمة المرور وانتهت كل الجلسات. سجّل الدخول من جديد.

password-too-short = استخدم { $least } أحرف على الأقل
password-too-long = استخدم { $most } حرفًا على الأكثر
password-common = كلمة المرور سهلة التخمين جدًا
password-personal = يجب ألا تحتوي كلمة المرور على اسمك أو عنوان بريدك

second-factor = العامل الثاني
second-factor-text = رمز من هاتفك إلى جانب كلمة المرور: من يعرف كلمة المرور وحدها لا يدخل.
second-factor-set-up = إعداد عامل ثانٍ
second-factor-on = العامل الثاني مفعّل.
second-factor-codes = احفظ هذه الرموز في مكان آمن: كل واحد منها يتيح لك الدخول مرة إن فُقد جهازك. لن تُعرض مجددًا.
second-factor-key = أضف هذا المفتاح إلى تطبيق المصادقة، ثم أدخل الأرقام الستة التي يعرضها.
second-factor-open = فتح في تطبيق مصادقة على هذا الجهاز
second-factor-ended = عُطّل العامل الثاني.
switch-it-off = تعطيله
code = الرمز
the-key = المفتاح

confirm = تأكيد
confirm-address = تأكيد عنوان بريدك الإلكتروني
confirm-address-text = نقرة واحدة ونعلم أن رسائلنا تصلك.
address-confirmed = شكرًا، تم تأكيد عنوانك.
accept = قبول
invitation = دعوة
invitation-accept = قبول الدعوة
invitation-accept-text = ستتمكن من التصرف نيابة عن هذا الحساب أيضًا.
invitation-log-in = سجّل الدخول أو أنشئ حسابًا لتتمكن من قبول الدعوة.
invitation-accepted = شكرًا، قُبلت الدعوة.

unsubscribe = إلغاء الاشتراك
unsubscribe-ask = هل تريد إيقاف الرسائل الدعائية؟
unsubscribe-text = ستظل تصلك الفواتير والأخبار المتعلقة بما لديك عندنا.
unsubscribe-done = أُلغي اشتراكك
unsubscribe-done-text = من الآن لن نكتب إليك إلا بشأن ما لديك عندنا.

your-files = ملفاتك
no-files = لا يوجد أي ملف
no-files-text = الملفات التي نحفظها لك تظهر هنا.

continue-with = المتابعة عبر { $name }
sign-ins = طرق أخرى لتسجيل الدخول
sign-ins-text = بها تدخل دون كلمة المرور.
sign-in-link = ربط { $name }
sign-in-unlink = إلغاء الربط
sign-in-linked = تم ربط تسجيل الدخول.
sign-in-unlinked = لم يعد تسجيل الدخول مربوطًا.
sign-in-stale = انتهت صلاحية تسجيل الدخول هذا أو لم يبدأ من هنا. يرجى البدء من جديد.
sign-in-declined = لم يكتمل تسجيل الدخول.
sign-in-known = لقد سجّلت الدخول هناك. لا ينقص حسابك هنا سوى هذه البيانات.
sign-in-factor = لحسابك عامل ثانٍ.

privacy = الخصوصية
privacy-export = بياناتك
privacy-export-text = ملف يضم كل ما نحتفظ به عنك: الحساب والخدمات والنطاقات والفواتير والمدفوعات والتذاكر والرسائل.
privacy-export-do = حفظ كملف
privacy-erase = الحذف
privacy-erase-text = يمكنك أن تطلب منا حذف ما نحتفظ به عنك. تنتهي الخدمات، وما يلزمنا القانون بحفظه مثل الفواتير لا يُستخدم لأي غرض آخر.
privacy-erase-sure = أريد حذف حسابي وبياناتي
privacy-erase-do = طلب الحذف
privacy-erase-subject = يرجى حذف بياناتي
privacy-erase-message = أطلب منكم حذف حسابي وجميع البيانات المتعلقة بي التي لا يلزمكم القانون بحفظها.
privacy-erase-asked = وصلنا طلبك وسنرد هنا.
privacy-tick-first = ضع علامة في المربع أولاً.

security-question = سؤال الأمان
security-question-text = إذا فقدت كلمة المرور نسألك هذا قبل اختيار كلمة جديدة.
security-question-chosen = المختار: { $question }
security-question-forget = إزالته
question = السؤال
answer = الإجابة
enter-answer = أدخل إجابة
keep = احتفظ به
question-kept = تم حفظ السؤال.
question-forgotten = تمت إزالة السؤال.

sessions = الجلسات
sessions-text = هل كنت مسجلاً على جهاز لم يعد لديك؟ هذا ينهي جميع الجلسات، ومنها هذه.
sessions-end = إنهاء جميع الجلسات
sessions-ended = انتهت جميع الجلسات. سجّل الدخول من جديد.

affiliate = برنامج الإحالة
affiliate-text = رشّحنا لغيرك: تحصل على عمولة عمّا يطلبه الآخرون عبر رابطك.
affiliate-join = شارك
affiliate-joined = أنت مشارك الآن، ورابطك أدناه.
affiliate-off = ليس لدينا برنامج إحالة حالياً.
affiliate-link = رابطك
affiliate-link-text = تُحتسب الطلبات خلال 90 يوماً بعد أن يتبعه أحدهم.
affiliate-visitors = الزوار
affiliate-balance = الرصيد
affiliate-paid = المدفوع
affiliate-payout-text = أخبرنا متى تريد أن يُدفع لك.
commissions = العمولات
commission-clears = تُحتسب من
commission-pending = ليس بعد
commission-cleared = محتسبة
commission-reversed = مسحوبة
no-commissions = لا توجد عمولات بعد
