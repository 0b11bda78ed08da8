# Servicios.

service = Servicio
services = Servicios
services-text = Todo lo que tiene con nosotros.
no-services = Todavía no hay servicios
no-services-text = Pida uno y aquí encontrará todo sobre él.
see-what-there-is = Ver la oferta
order-another = Pedir otro
plan = Plan
next-due = Próximo vencimiento
next-due-on = Próximo vencimiento el { $day }
host-name = Nombre de host
ip-address = Dirección IP
ip-address-further = Otra dirección IP
user-name = Nombre de usuario
server = Servidor
addons = Complementos
addons-further = Lo que se puede añadir
addon-ordered = El complemento está pedido.
first-payment = Primer pago
pays-with = Se paga con
since-label = Desde
power = Encendido
disk = Disco
traffic = Tráfico
used-of = { $name } en uso
of-size = de { $limit }
usage = Consumo
usage-period = Período
usage-none = No hay datos de estos días.
traffic-of-day = Tráfico al día
traffic-of-month = Tráfico del mes
of-limit = de { $limit }
graph-from-to = { $name } del { $from } al { $to }; lo mismo en la tabla de abajo
cpu-and-network = CPU y red
metrics-see = Ver la carga
metrics-of = Carga de { $name }
metrics-lead = las últimas 24 horas
metrics-none = No se midió nada en el último día.
cpu = CPU
network = Red
network-received = Recibido
network-sent = Enviado
hour = Hora
metrics-highest = máximo
so-much-percent = { $number } %
rate-kbit = { $number } kbit/s
rate-mbit = { $number } Mbit/s
rate-gbit = { $number } Gbit/s
show-as-table = Mostrar como tabla
day = Día
so-many-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
service-pending = Este servicio aún no está configurado.
service-pending-text = Empieza en cuanto su factura esté pagada y todo esté listo.
suspended = Este servicio está suspendido.
suspended-text = Lo más habitual es que haya una factura vencida.
see-unpaid = Ver lo que falta por pagar
something-wrong = ¿Algo va mal?
change-plan-or-cycle = Cambiar de plan o de ciclo
cancel-this-service = Cancelar este servicio
request-cancellation = Solicitar la cancelación

do-poweron = Encender
do-reboot = Reiniciar
do-reboot-warning = Las conexiones abiertas se cierran. Suele volver en un minuto.
do-poweroff = Apagar
do-poweroff-warning = Se le pide que se apague de forma ordenada. La facturación sigue mientras está apagado.
do-console = Abrir la pantalla
do-reset = Forzar el reinicio
do-reset-warning = Se arranca de nuevo sin avisar. Lo que no haya guardado se pierde.
do-rescue = Arrancar el sistema de rescate
do-rescue-warning = Se reinicia en un sistema de rescate y no responde como de costumbre hasta que lo reinicie.
do-backup = Hacer una copia de seguridad
do-reinstall = Reinstalar
do-reinstall-warning = Se instala un sistema limpio. Todos los datos se pierden y no se pueden recuperar.
do-heading = { $what }: { $service }
do-question = ¿{ $what }?
do-is-done = { $what }: hecho.
do-is-pending = { $what }: el proveedor está en ello.
screen-ready = La pantalla está lista
screen-ready-text = Se abre en el proveedor de la máquina.
open-it = Abrirla

reverse-dns = DNS inverso
reverse-dns-of = DNS inverso de { $name }
reverse-dns-text = El nombre que otros ven detrás de una dirección. Los servidores de correo lo consultan: indique el nombre de su servidor y haga que ese nombre apunte a la dirección.
reverse-dns-see = Ver y cambiar
reverse-dns-set = { $ip } tiene su nombre. Puede tardar una hora hasta que todos lo vean.
reverse-dns-not-set = El nombre no se ha cambiado.
reverse-dns-hint = Déjelo vacío para usar el nombre que da el proveedor.
reverse-dns-other = Otra dirección de su red
reverse-dns-networks = Cualquier dirección de estas redes puede tener un nombre:
reverse-dns-name = Nombre de host
addresses = Direcciones
no-addresses = Todavía no tiene dirección
enter-an-address = Introduzca una dirección

cancel-question = ¿Cancelar { $name }?
nothing-cancelled = No se canceló nada.
cancel-when = ¿Cuándo debe terminar?
cancel-at-end = Al final del periodo pagado
cancel-at-end-text = El { $day }; no se factura nada más
cancel-at-once = De inmediato
cancel-at-once-text = Los datos que contiene se pierden
cancel-why = ¿Por qué?
keep-it = Conservarlo
choose-when-to-end = Elija cuándo debe terminar
tell-us-why = Díganos por qué; nos ayuda a mejorar
cancel-noted = Su deseo de cancelar está anotado. Hasta entonces puede retirarlo aquí.
cancel-noted-already = Ya ha pedido el fin de este servicio.
cancel-stands = Este servicio termina el { $day }, como usted pidió.
cancel-stands-at-once = Este servicio termina en breve, como usted pidió.
cancel-take-back = Conservar el servicio
cancel-taken-back = El servicio continúa; su deseo de cancelar queda retirado.

change-plan = Cambiar de plan
change-plan-of = Cambiar el plan de { $name }
change-plan-text = Ahora: { $plan }. Lo que ha pagado y no ha usado se descuenta del nuevo precio.
nothing-ordered = No se pidió nada.
the-change = El cambio
to-be-paid-now = a pagar ahora
becomes-credit = pasa a ser su crédito
nothing-to-pay-now = Nada que pagar ahora
left-over-is-kept = { $amount } del plan actual, pagados y no usados, no se devuelven.
for-days-of =
    { $days ->
        [one] Por { $days } día hasta el próximo vencimiento, de los { $of } días del periodo.
       *[other] Por los { $days } días hasta el próximo vencimiento, de los { $of } días del periodo.
    }
order-the-change = Pedir el cambio
choose-another = Elegir otro
change-not-now = Ahora no
change-not-now-text = Se puede cambiar el plan de un servicio activo.
change-needs-payment = La factura { $number } debe pagarse antes de poder cambiar el plan.
back-to-service = Volver al servicio
your-plan = su plan
show-price = Mostrar el precio
keep-plan = Conservar el plan
choose-plan = Elija un plan
change-ordered = El cambio está pedido. Se hace cuando se pague su factura.
change-made = El cambio está hecho.
