# كلمات البروتوكول.

status-active = نشط
status-pending = قيد الانتظار
status-suspended = معلّق
status-terminated = منتهٍ
status-cancelled = ملغى
status-fraud = احتيال
status-completed = مكتمل
status-expired = انتهت صلاحيته
status-grace = فترة السماح
status-redemption = فترة الاسترداد
status-pending-transfer = النقل جارٍ
status-pending-registration = التسجيل جارٍ
status-transferred-away = نُقل إلى جهة أخرى
status-unpaid = غير مدفوعة
status-paid = مدفوعة
status-overdue = متأخرة
status-draft = مسودة
status-refunded = مستردة
status-collections = قيد التحصيل
status-payment-pending = الدفع جارٍ
status-delivered = أُرسل
status-accepted = مقبول
status-on-hold = مؤجّل
status-lost = ضائع
status-dead = متروك
status-open = مفتوحة
status-answered = تم الرد
status-customer-reply = رد العميل
status-closed = مغلقة
status-in-progress = قيد العمل
status-reported = تم الإبلاغ
status-investigating = قيد التحقيق
status-outage = انقطاع
status-scheduled = مجدول
status-resolved = تم الحل

cycle-monthly = شهريًا
cycle-quarterly = كل 3 أشهر
cycle-semiannually = كل 6 أشهر
cycle-annually = سنويًا
cycle-biennially = كل سنتين
cycle-triennially = كل 3 سنوات

each-monthly = شهريًا
each-quarterly = كل 3 أشهر
each-semi-annually = كل 6 أشهر
each-semiannually = كل 6 أشهر
each-annually = سنويًا
each-biennially = كل سنتين
each-triennially = كل 3 سنوات
each-one-time = مرة واحدة
each-onetime = مرة واحدة
each-free-account = مجانًا
each-free = مجانًا

per-monthly = شهر
per-quarterly = 3 أشهر
per-semiannually = 6 أشهر
per-annually = سنة
per-biennially = سنتين
per-triennially = 3 سنوات

priority-low = منخفضة
priority-medium = متوسطة
priority-high = عالية
priority-critical = حرجة
