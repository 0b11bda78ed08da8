# Lo que dice cada página.

save = Guardar
cancel = Cancelar
delete = Eliminar
back = Volver
not-now = Ahora no
send = Enviar
print = Imprimir
all = Todas
more = Más
optional = opcional
on = activado
off = desactivado
switch-on = Activar
switch-off = Desactivar
copied = Copiado
copy-this = Copiar { $what }
date = Fecha
status = Estado
actions = Acciones
amount = Importe
price = Precio
total = Total
subtotal = Subtotal
tax = Impuesto
description = Descripción
reference = Referencia
settings = Ajustes
details = Detalles
since = Desde el { $day }
today = hoy
in-days =
    { $count ->
        [one] en 1 día
       *[other] en { $count } días
    }
years =
    { $count ->
        [one] 1 año
       *[other] { $count } años
    }
page-of = Página { $page } de { $last }
pages = Páginas
previous = Anterior
next = Siguiente
nothing-changed = No se cambió nada.
look-at-fields =
    { $count ->
        [one] Revise el campo señalado.
       *[other] Revise los campos señalados.
    }

skip-to-content = Ir al contenido
switch-theme = Cambiar entre claro y oscuro
language = Idioma
breadcrumb = Ruta de navegación
nav-main = Menú principal
nav-main-compact = Menú principal, compacto
nav-further = Más páginas
start-page-of = { $company }, página de inicio
client-area-of = { $company }, área de cliente
home = Inicio
store = Tienda
cart = Carrito
news = Noticias
client-area = Área de cliente
account-of = Cuenta de { $name }
log-out = Cerrar sesión
stay = Quedarse
runs-on = Funciona con Hostler
frame-description = Alojamiento, servidores y dominios de { $company }

to-home-page = A su página de inicio
to-start-page = A la página de inicio
ask-support = Preguntar a soporte
ask-about-it = Preguntar sobre esto

error-nothing-here = Aquí no hay nada
error-nothing-here-text = La página se movió o nunca existió.
error-away = No puede entrar desde aquí
banned-until = Su dirección está bloqueada hasta { $until }: { $reason }
error-did-not-work = No funcionó
error-not-offered = No disponible aquí
error-not-offered-text = El sistema de facturación detrás de esta página no ofrece esto.
error-moment = Un momento, por favor
error-moment-text = El sistema de facturación detrás de esta página no responde. Vuelva a intentarlo en un minuto.
error-no-room = Ahora mismo no se puede guardar nada
error-no-room-text = No se ha cambiado nada. Puede seguir leyendo; vuelva a intentarlo más tarde.
error-our-fault = Es culpa nuestra
error-our-fault-text = Algo falló de nuestro lado; no se perdió nada. Vuelva a intentarlo y, si persiste, indíquenos el número { $id }.
error-stale = Este formulario es demasiado antiguo
error-stale-text = No se cambió nada. Vuelva atrás, recargue la página y envíe el formulario de nuevo.
send-again = Enviar de nuevo
send-again-text = Alguien volvió a iniciar sesión desde que se abrió esta página. Lo que escribió no se ha perdido: envíelo de nuevo si aún quiere.
error-unreadable = Este formulario no se puede leer
error-unreadable-text = No se cambió nada. ¿Quizá los archivos son demasiado grandes? Vuelva atrás: lo que escribió debería seguir ahí.
error-nul = El campo { $field } contiene un carácter que no se puede guardar (NUL).
error-no-client = No hay cuenta de cliente
error-no-client-text = Este acceso existe, pero no pertenece a ningún cliente. Pregúntenos a nosotros o a la persona que le invitó.
error-not-permitted = No tiene acceso a esto
error-not-permitted-text = El titular de esta cuenta decide lo que usted puede ver y hacer. Pídale acceso.
error-try-again = Vuelva a intentarlo

announcements = Anuncios
announcements-all = Todos los anuncios
no-news = Sin novedades
no-news-text = Buena señal.

hello = Hola, { $name }
welcome-to = Le damos la bienvenida a { $company }
welcome-text = Aquí todavía no hay nada. Pida su primer servicio y esta página mostrará lo que tiene y lo que cuesta.
invoices-wait =
    { $count ->
        [one] Tiene 1 factura pendiente.
       *[other] Tiene { $count } facturas pendientes.
    }
nothing-waits = No tiene nada pendiente.
order = Pedir
credit = Saldo
open-tickets = Tickets abiertos
to-be-paid = Por pagar
pay-all = Pagar todas
your-services = Sus servicios
all-services = Todos los servicios
renews-soon = Se renueva pronto
nothing-renews-soon = Nada se renueva pronto
nothing-renews-soon-text = Aquí aparecen los servicios que se renuevan en 30 días.
too-long = Esto tiene más de { $count } caracteres
