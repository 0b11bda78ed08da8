# الفواتير والمدفوعات.

billing = الفوترة
invoice = فاتورة
invoices = الفواتير
invoices-all = كل الفواتير
invoice-numbered = الفاتورة { $number }
invoices-unpaid = الفواتير غير المدفوعة
unpaid-count = غير مدفوعة
no-invoices = لا فواتير هنا
no-invoices-text = تظهر الفواتير عند الطلب وقبل تجديد الخدمة.
everything-paid = كل شيء مدفوع
everything-paid-text = تظهر الفواتير الجديدة هنا وتصلك بالبريد.
due = الاستحقاق
due-on = تستحق في { $day }
due-since = تستحق في { $day }
overdue-since = متأخرة منذ { $day }
paid = مدفوعة
from = من
to = إلى
for = إلى
about = الموضوع
way = الوسيلة
what = البيان
payments = المدفوعات
lines-of-invoice = بنود الفاتورة
payments-of-invoice = مدفوعات هذه الفاتورة
credit-notes = إشعارات دائنة
still-to-pay = المتبقي للدفع
pay = ادفع
pay-amount = ادفع { $amount }
pay-invoice-numbered = الفاتورة { $number }
pay-this-invoice = ادفع هذه الفاتورة
pay-with = الدفع بواسطة
pay-several = دفع عدة فواتير
pay-several-short = دفع عدة فواتير
pay-several-text = تُنشأ فاتورة واحدة تسدد ما تختاره.
nothing-paid = لم يُدفع شيء.
paid-at-once = يُدفع فورًا
paid-away = على صفحته الخاصة
told-how = نخبرك بالطريقة
paid-next-step = يُدفع في الخطوة التالية
get-invoice = تتلقى فاتورة
go-on-to-pay = المتابعة إلى الدفع
one-step-left = بقيت خطوة واحدة
at-provider = يتم الدفع في موقع مزوّد الدفع.
invoice-paid-thanks = شكرًا، دُفعت الفاتورة.
payment-under-way = الدفع قيد التنفيذ. نخبرك عند وصوله.
confirm-payment = تأكيد الدفع
confirm-payment-text = يسأل مصرفك هل هذه الدفعة منك. تنوب هذه الصفحة عن المصرف: لا ينتقل مال في بيئة التجربة.
confirm-payment-to = الدفع إلى
confirm-payment-approve = موافقة
confirm-payment-decline = رفض
payment-declined = رُفضت الدفعة. لم يُدفع شيء.
confirm-payment-gone = لا شيء للتأكيد هنا
confirm-payment-gone-text = أُجيب عن هذه الدفعة من قبل أو انتهى وقتها. تبيّن الفاتورة ما بقي للدفع.
confirm-payment-needed = يريد المصرف أن توافق على هذه الدفعة قبل الخصم من البطاقة.
choose-how-to-pay = اختر طريقة الدفع
no-way-to-pay = لا توجد هنا طريقة دفع بعد، لذا لا يمكن حاليًا طلب أي شيء أو دفعه عبر الإنترنت.
chosen-together = مجموع المختار
add-up-again = أعد الجمع
choose-invoices = اختر الفواتير التي تريد دفعها
one-pays-others = هذه الفاتورة الواحدة تسدد الأخرى.
paid-with-others = سُددت مع فواتير أخرى بفاتورة واحدة.
asked-with-others = اخترت سدادها مع فواتير أخرى. سدد إحداهما: ما سُدد لا يُطلب مرة أخرى.
see-that-invoice = عرض تلك الفاتورة
download-pdf = تنزيل بصيغة PDF
download-xml = فاتورة إلكترونية (XML)
question-about-invoice = سؤال عن الفاتورة { $number }

card = بطاقة
card-number = رقم البطاقة
card-expires = تاريخ الانتهاء
card-code = رمز الأمان
card-code-hint = ثلاثة أرقام على ظهر البطاقة
card-expiry-hint = الشهر والسنة: 12/30
card-sandbox = هذه بيئة اختبار: استخدم البطاقة { $number } مع أي تاريخ قادم. لا يُحوَّل أي مال.
card-add = إضافة بطاقة
card-add-by-paying = تُحفظ البطاقة عندما تدفع فاتورة على صفحة مزوّد الدفع وتوافق على حفظها. لا تُكتب أرقام البطاقات هنا أبدًا.
card-name = اسمك لها
card-first = الخصم من هذه البطاقة أولًا
card-keep = حفظ البطاقة
cards-kept = محفوظة للدفع
card-kept-word = محفوظة
card-kept-with-us = محفوظة لدينا
pay-keep = الاحتفاظ بها للدفع التلقائي
pay-keep-hint = ستُحصَّل الفواتير القادمة بها عند استحقاقها. يمكنك حذفها في أي وقت من قسم الفوترة.
card-until = حتى { $date }
charged-first = يُخصم منها أولًا
charge-first = الخصم منها أولًا
forget = إزالة
no-cards = لا شيء محفوظ بعد
no-cards-text = البطاقة المحفوظة تدفع التجديدات تلقائيًا. لا نرى رقمها مجددًا، فهو محفوظ لدى مزوّد الدفع.
no-card-kept = لم تُحفظ أي بطاقة.
card-is-kept = حُفظت البطاقة.
card-is-forgotten = أُزيلت البطاقة.
card-is-first = يُخصم من هذه البطاقة أولًا من الآن.
enter-card-number = أدخل رقم البطاقة
enter-card-expiry = أدخل الشهر والسنة، مثل 12/30
enter-card-code = أدخل الأرقام الثلاثة على ظهر البطاقة

add-funds = إضافة رصيد
credit-now = الرصيد الحالي
credit-pays = يسدد الرصيد فواتيرك القادمة تلقائيًا.
sure-card = لن تُخصم التجديدات منها بعد الآن.
funds-between = من { $least } إلى { $most }
payment-pending-text = دفعتك في الطريق. تُسدَّد الفاتورة حالما يؤكدها مزود الدفع؛ لا حاجة إلى الدفع مرة أخرى.
credit-have = لديك رصيد قدره { $amount }.
credit-comes-first = يُستخدم رصيدك البالغ { $amount } أولًا.
credit-amount = المبلغ المستخدم منه
credit-amount-hint = فارغ: بقدر الحاجة
credit-use = استخدام الرصيد
credit-used-paid = استُخدم الرصيد. دُفعت الفاتورة.
credit-used-rest = استُخدم الرصيد. ما زال الباقي مستحقًا.
nothing-added = لم يُضف شيء.
make-invoice = إنشاء الفاتورة
such-as = مثل { $example }
enter-amount = أدخل مبلغًا، مثل { $example }
funds-invoice = ادفع هذه الفاتورة ويصبح المبلغ رصيدًا لك.

quote = عرض سعر
quotes = عروض الأسعار
quote-numbered = عرض السعر { $number }
no-quotes = لا عروض أسعار
no-quotes-text = اطلب منا عرضًا ويظهر هنا.
ask-for-quote = طلب عرض سعر
valid-until = صالح حتى
stage = المرحلة
quantity = الكمية
discount = الخصم
lines-of-quote = بنود عرض السعر
accept-quote = قبول هذا العرض
accept-quote-text = تُنشأ منه فاتورة يمكنك دفعها فورًا.
quote-lapsed = انتهت صلاحية هذا العرض. اطلب عرضًا جديدًا.
quote-accepted-invoice = شكرًا. قُبل العرض؛ وهذه فاتورته.
quote-accepted = شكرًا، قُبل العرض.
decline-quote = رفض عرض السعر هذا
decline-quote-text = يُغلق بذلك. اطلب منا عرضًا آخر إن أردت.
decline-quote-sure = رفضه
quote-declined = شكرًا لإخبارنا. رُفض عرض السعر.
question-about-quote = سؤال عن عرض السعر { $number }

transactions = المعاملات
no-transactions = لا معاملات بعد
no-transactions-text = تظهر هنا المدفوعات والمبالغ المستردة.

statement = كشف الحساب
first-day = اليوم الأول
last-day = اليوم الأخير
opening-balance = الرصيد الافتتاحي
closing-balance = الرصيد الختامي
charged = المستحق
settled = المسدد
balance-then = الرصيد
below-zero-is-credit = الرصيد الأقل من الصفر هو رصيد دائن لك لدينا.

proof-title = هل دفعت بالفعل؟
pay-by-hand = طريقة الدفع: { $way }
proof-text = أرسل لنا إيصال تحويلك لنعثر على دفعتك بسرعة أكبر.
proofs-of-invoice = إيصالات هذه الدفعة
proof-pending = قيد المراجعة
proof-verified = تم العثور على الدفعة
proof-rejected = غير مقبول
proof-file = الإيصال
proof-reference = رقم الدفعة
proof-note = رسالة
proof-send = أرسل الإيصال
proof-sent = شكرًا لك. سنراجعه ونسجل دفعتك.
choose-a-file = اختر ملفًا

how-computed = كيف حُسب هذا
how-computed-each = كيف حُسب واحد منها
how-tax-computed = كيف حُسبت الضريبة
how-setup = رسوم إعداد { $what }
how-setup-apart = رسوم الإعداد، في بند مستقل
how-years =
    { $what } لمدة { $years ->
        [one] سنة واحدة ({ $years })
        [two] سنتين ({ $years })
        [few] { $years } سنوات
       *[other] { $years } سنة
    }
how-group-discount = خصم مجموعتك
how-set-by-staff = سعر متفق عليه معنا
how-prorated = جزء من فترة، حتى { $until }
how-recurring = السعر المعتاد
how-paid-already = { $what }: مدفوع من قبل
how-promotion = عرض ترويجي
how-promotion-code = العرض { $promotion }
how-late-fee = رسوم تأخير
how-yearly = سعر سنة
how-share =
    { $years ->
        [one] سنة ({ $years }) و{ $days } من { $ofdays } يومًا
        [two] سنتان ({ $years }) و{ $days } من { $ofdays } يومًا
        [few] { $years } سنوات و{ $days } من { $ofdays } يومًا
       *[other] { $years } سنة و{ $days } من { $ofdays } يومًا
    }
how-share-years =
    { $years ->
        [one] سنة واحدة ({ $years })
        [two] سنتان ({ $years })
        [few] { $years } سنوات
       *[other] { $years } سنة
    }
how-share-days = { $days } من { $ofdays } يومًا
how-days-left = السعر الجديد للأيام المتبقية
how-days-left-less = السعر الجديد للأيام المتبقية، مع خصم العرض { $less }
how-days-unused = أيام مدفوعة لم تُستخدم
how-days-unused-less = أيام مدفوعة لم تُستخدم، مع خصم العرض { $less }
how-tax-contained = الضريبة التي يتضمنها السعر
how-exempt = بلا ضريبة: أنت معفى منها
how-reverse-charge = بلا ضريبة: تحتسبها بنفسك (الاحتساب العكسي)
how-not-taxed = غير خاضع للضريبة
how-no-rate = بلا ضريبة: لا تُفرض ضريبة حيث تقيم
how-tax-share = { $tax }: حصة هذا البند من { $of }
how-tax-first = ضريبة
how-tax-second = ضريبة ثانية
how-tax-named = { $name } { $rate }%
how-tax-on = { $tax } على البنود الخاضعة للضريبة، { $basis }: { $exact }، بعد التقريب { $rounded }
how-tax-on-both = { $tax } على البنود الخاضعة للضريبة والضريبة الأولى، { $basis }: { $exact }، بعد التقريب { $rounded }
how-tax-in = { $tax } ضمن البنود الخاضعة للضريبة، { $basis } معها: { $exact }، بعد التقريب { $rounded }
how-tax-in-without = { $tax } ضمن البنود الخاضعة للضريبة دون الضريبة الثانية، { $basis }: { $exact }، بعد التقريب { $rounded }
