# Facturas y pagos.

billing = Facturación
invoice = Factura
invoices = Facturas
invoices-all = Todas las facturas
invoice-numbered = Factura { $number }
invoices-unpaid = Facturas sin pagar
unpaid-count = sin pagar
no-invoices = Aquí no hay facturas
no-invoices-text = Las facturas aparecen cuando hace un pedido y antes de cada renovación.
everything-paid = Todo está pagado
everything-paid-text = Las facturas nuevas aparecen aquí y llegan por correo.
due = Vencimiento
due-on = Vence el { $day }
due-since = vence el { $day }
overdue-since = Vencida desde el { $day }
paid = Pagada
from = De
to = Para
for = Para
about = Asunto
way = Medio
what = Concepto
payments = Pagos
lines-of-invoice = Líneas de la factura
payments-of-invoice = Pagos de esta factura
credit-notes = Notas de crédito
still-to-pay = Pendiente de pago
pay = Pagar
pay-amount = Pagar { $amount }
pay-invoice-numbered = factura { $number }
pay-this-invoice = Pagar esta factura
pay-with = Pagar con
pay-several = Pagar varias facturas
pay-several-short = Pagar varias
pay-several-text = Se crea una sola factura que paga las que usted elija.
nothing-paid = No se pagó nada.
paid-at-once = Se paga al instante
paid-away = En su propia página
told-how = Le indicamos cómo
paid-next-step = Se paga en el paso siguiente
get-invoice = Recibe una factura
go-on-to-pay = Continuar al pago
one-step-left = Falta un paso
at-provider = El pago se hace en el sitio del proveedor de pagos.
invoice-paid-thanks = Gracias, la factura está pagada.
payment-under-way = El pago está en curso. Le avisamos cuando llegue.
confirm-payment = Confirmar el pago
confirm-payment-text = Su banco pregunta si este pago es suyo. Esta página hace las veces del banco: en el entorno de pruebas no se mueve dinero.
confirm-payment-to = Pagado a
confirm-payment-approve = Aprobar
confirm-payment-decline = Rechazar
payment-declined = El pago fue rechazado. No se pagó nada.
confirm-payment-gone = No hay nada que confirmar aquí
confirm-payment-gone-text = El pago ya recibió respuesta o su plazo ha pasado. La factura dice lo que queda por pagar.
confirm-payment-needed = El banco quiere que apruebe este pago antes de cobrar a la tarjeta.
choose-how-to-pay = Elija cómo pagar
no-way-to-pay = Aquí todavía no hay ninguna forma de pago; por ahora no se puede pedir ni pagar nada en línea.
chosen-together = Total de las elegidas
add-up-again = Volver a sumar
choose-invoices = Elija las facturas que va a pagar
one-pays-others = Esta única factura paga las demás.
paid-with-others = Se pagó junto con otras mediante una sola factura.
asked-with-others = Eligió pagarla junto con otras. Pague una u otra: lo pagado no se vuelve a pedir.
see-that-invoice = Ver esa factura
download-pdf = Descargar en PDF
download-xml = Factura electrónica (XML)
question-about-invoice = Pregunta sobre la factura { $number }

card = Tarjeta
card-number = Número de tarjeta
card-expires = Caducidad
card-code = Código de seguridad
card-code-hint = Tres cifras en el reverso
card-expiry-hint = Mes y año: 12/30
card-sandbox = Esto es un entorno de pruebas: use la tarjeta { $number } con cualquier fecha futura. No se mueve dinero.
card-add = Añadir una tarjeta
card-add-by-paying = Una tarjeta se guarda cuando paga una factura en la página del proveedor de pagos y acepta guardarla. Los números de tarjeta nunca se introducen aquí.
card-name = Su nombre para ella
card-first = Cobrar primero a esta tarjeta
card-keep = Guardar la tarjeta
cards-kept = Guardadas para pagar
card-kept-word = guardada
card-kept-with-us = guardado con nosotros
pay-keep = Guardar para los pagos automáticos
pay-keep-hint = Las próximas facturas se cobrarán así a su vencimiento. Puede eliminarlo en cualquier momento en Facturación.
card-until = hasta { $date }
charged-first = se cobra primero
charge-first = Cobrar primero
forget = Quitar
no-cards = Todavía no hay nada guardado
no-cards-text = Una tarjeta guardada paga las renovaciones por sí sola. Nunca volvemos a ver su número; lo guarda el proveedor de pagos.
no-card-kept = No se guardó ninguna tarjeta.
card-is-kept = La tarjeta está guardada.
card-is-forgotten = La tarjeta se ha quitado.
card-is-first = Desde ahora se cobra primero a esta tarjeta.
enter-card-number = Introduzca un número de tarjeta
enter-card-expiry = Introduzca mes y año, por ejemplo 12/30
enter-card-code = Introduzca las tres cifras del reverso

add-funds = Añadir saldo
credit-now = de saldo actual
credit-pays = El saldo paga sus próximas facturas por sí solo.
sure-card = Las renovaciones ya no se cobrarán con él.
funds-between = De { $least } a { $most }
payment-pending-text = Su pago está en camino. La factura quedará pagada en cuanto el proveedor lo confirme; no tiene que pagar de nuevo.
credit-have = Tiene { $amount } de saldo.
credit-comes-first = Su saldo de { $amount } se usa primero.
credit-amount = Usar de él
credit-amount-hint = Vacío: lo que haga falta
credit-use = Usar saldo
credit-used-paid = Se usó el saldo. La factura está pagada.
credit-used-rest = Se usó el saldo. El resto sigue pendiente de pago.
nothing-added = No se añadió nada.
make-invoice = Crear la factura
such-as = Por ejemplo { $example }
enter-amount = Introduzca un importe, por ejemplo { $example }
funds-invoice = Pague esta factura y el importe será su saldo.

quote = Presupuesto
quotes = Presupuestos
quote-numbered = Presupuesto { $number }
no-quotes = No hay presupuestos
no-quotes-text = Pídanos una oferta y aparecerá aquí.
ask-for-quote = Pedir un presupuesto
valid-until = Válido hasta
stage = Fase
quantity = Cantidad
discount = Descuento
lines-of-quote = Líneas del presupuesto
accept-quote = Aceptar este presupuesto
accept-quote-text = Se convierte en una factura que puede pagar al momento.
quote-lapsed = Este presupuesto ha caducado. Pídanos uno nuevo.
quote-accepted-invoice = Gracias. El presupuesto está aceptado; esta es su factura.
quote-accepted = Gracias, está aceptado.
decline-quote = Rechazar este presupuesto
decline-quote-text = Con ello queda cerrado. Pídanos otro si lo desea.
decline-quote-sure = Rechazarlo
quote-declined = Gracias por avisarnos. El presupuesto se ha rechazado.
question-about-quote = Pregunta sobre el presupuesto { $number }

transactions = Transacciones
no-transactions = Todavía no hay transacciones
no-transactions-text = Aquí aparecen los pagos y reembolsos.

statement = Estado de cuenta
first-day = Primer día
last-day = Último día
opening-balance = Saldo inicial
closing-balance = Saldo final
charged = Cargado
settled = Abonado
balance-then = Saldo
below-zero-is-credit = Un saldo negativo es crédito que tiene con nosotros.

proof-title = ¿Ya ha pagado?
pay-by-hand = Cómo pagar: { $way }
proof-text = Envíenos el justificante de su transferencia para que encontremos antes su pago.
proofs-of-invoice = Justificantes de este pago
proof-pending = En revisión
proof-verified = Pago encontrado
proof-rejected = No aceptado
proof-file = Justificante
proof-reference = Número del pago
proof-note = Mensaje
proof-send = Enviar el justificante
proof-sent = Gracias. Lo revisamos y registramos su pago.
choose-a-file = Elija un archivo

how-computed = Cómo se calculó
how-computed-each = Cómo se calculó uno de ellos
how-tax-computed = Cómo se calculó el impuesto
how-setup = Alta de { $what }
how-setup-apart = Alta, en una línea aparte
how-years =
    { $what } por { $years ->
        [one] { $years } año
       *[other] { $years } años
    }
how-group-discount = Descuento de su grupo
how-set-by-staff = Precio acordado con nosotros
how-prorated = Parte de un periodo, hasta el { $until }
how-recurring = Precio habitual
how-paid-already = { $what }: ya pagado
how-promotion = Promoción
how-promotion-code = Promoción { $promotion }
how-late-fee = Recargo por demora
how-yearly = Precio de un año
how-share =
    { $years ->
        [one] { $years } año y { $days } de { $ofdays } días
       *[other] { $years } años y { $days } de { $ofdays } días
    }
how-share-years =
    { $years ->
        [one] { $years } año
       *[other] { $years } años
    }
how-share-days = { $days } de { $ofdays } días
how-days-left = Precio nuevo de los días que quedan
how-days-left-less = Precio nuevo de los días que quedan, menos la promoción { $less }
how-days-unused = Días pagados y no usados
how-days-unused-less = Días pagados y no usados, menos la promoción { $less }
how-tax-contained = Impuesto incluido en el precio
how-exempt = Sin impuesto: está exento
how-reverse-charge = Sin impuesto: lo declara usted (inversión del sujeto pasivo)
how-not-taxed = Sin impuesto
how-no-rate = Sin impuesto: no se aplica ninguno donde vive
how-tax-share = { $tax }: parte de esta línea de { $of }
how-tax-first = Impuesto
how-tax-second = Segundo impuesto
how-tax-named = { $name } { $rate } %
how-tax-on = { $tax } sobre las líneas gravadas, { $basis }: { $exact }, redondeado { $rounded }
how-tax-on-both = { $tax } sobre las líneas gravadas y el primer impuesto, { $basis }: { $exact }, redondeado { $rounded }
how-tax-in = { $tax } en las líneas gravadas, { $basis } con él: { $exact }, redondeado { $rounded }
how-tax-in-without = { $tax } en las líneas gravadas sin el segundo impuesto, { $basis }: { $exact }, redondeado { $rounded }
