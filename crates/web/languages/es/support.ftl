# Soporte.

support = Soporte
support-text = Sus conversaciones con nosotros.
ticket = Ticket
tickets = Tickets
ticket-new = Nuevo ticket
ticket-open = Abrir un ticket
ticket-open-this = Abrir el ticket
no-ticket-opened = No se abrió ningún ticket.
answered-count = respondidos
no-tickets = Aquí no hay tickets
no-tickets-text = Pregúntenos lo que quiera; quienes responden manejan los servidores.
nobody-takes-tickets = Todavía nadie atiende tickets
nobody-takes-messages = Todavía nadie atiende mensajes
no-department = La empresa no ha creado ningún departamento.
subject = Asunto
number = Número
last-change = Último cambio
priority = Prioridad
department = Departamento
message = Mensaje
message-hint = ¿Qué pasó, qué esperaba, desde cuándo?
files-hint = { $types }; como máximo { $count } archivos, { $size } en total
files-hint-any = Como máximo { $count } archivos, { $size } en total
files-too-large = Estos archivos suman más de { $size }. Elija menos o más pequeños.
message-not-sent = Su mensaje no se envió.
message-sent = Su mensaje está enviado.
about-service = Sobre
none-in-particular = Ninguno en particular
files = Archivos
opened-on = abierto el { $day }
close = Cerrar
reply = Responder
reply-opens = Reabrirlo con una respuesta
staff = Equipo
ticket-is-open = El ticket está abierto. Respondemos aquí y por correo.
ticket-is-closed = El ticket está cerrado. Una respuesta lo vuelve a abrir.
enter-subject = Introduzca un asunto
write-message = Escriba un mensaje
choose-department = Elija un departamento
too-many-files = Como máximo { $most } archivos a la vez
list-all = Todos
list-open = Abiertos
list-answered = Respondidos
list-closed = Cerrados

contact-text = Escríbanos; la respuesta llega por correo. ¿Tiene una cuenta?
contact-to = Para
nothing-sent = No se envió nada.
too-many-messages = Demasiados mensajes desde aquí. Espere unos minutos.
contact-sent = Gracias. Su mensaje es el ticket { $number }; respondemos por correo.

open-again = Reabrir
you-rated-this = Usted valoró esto
was-this-helpful = ¿Le ha sido útil esta respuesta?
rating-of-five = { $number } de 5
how-did-it-go = ¿Cómo ha ido?
in-all = En conjunto
rating-5 = 5 – muy bien
rating-4 = 4 – bien
rating-3 = 3 – regular
rating-2 = 2 – mal
rating-1 = 1 – muy mal
what-should-we-know = ¿Qué deberíamos saber?
tell-us = Decírnoslo
ticket-reopened = El ticket está abierto de nuevo. Díganos qué falta.
thanks-for-telling = Gracias por decírnoslo.

kb = Base de conocimiento
kb-text = Respuestas a lo que otros ya preguntaron.
kb-search = Buscar en la base de conocimiento
kb-placeholder = ¿Qué busca?
kb-found = Encontrado
kb-all-categories = Todas las categorías
kb-nothing = No hay nada sobre eso
kb-nothing-text = Pruebe con otras palabras o con menos, o pregúntenos.
kb-popular = Lo más leído
kb-empty = Todavía no hay nada escrito
kb-empty-text = Pregúntenos a nosotros; le ayudamos con gusto.
kb-empty-here = Aquí todavía no hay nada escrito
kb-articles = Artículos
kb-helped = ¿Le ha servido?
kb-yes = Sí
kb-no = No
kb-useful = { $useful } de { $votes } lo encontraron útil
kb-stuck = ¿Sigue sin resolverse?
kb-suggest = Quizá alguno de estos ya le ayude
kb-too-many-votes = Demasiados votos desde aquí. Espere un minuto.
ask-us = Pregúntenos
updated-on = Actualizado el { $day }
clients = Clientes
clients-only = Solo clientes
help = Ayuda
kb-articles-count =
    { $count ->
        [one] 1 artículo
       *[other] { $count } artículos
    }

downloads = Descargas
downloads-text = Archivos para lo que usa.
categories = Categorías
all-files = Todos
download = Descargar
downloads-owners = Para quienes tienen un producto
downloads-clients = Para clientes
no-downloads = Todavía no hay nada que descargar
download-log-in = para { $name }
download-not-yours = Este archivo es para clientes con un producto determinado.

network-status = Estado de la red
network-text = Lo que falla, lo previsto y lo pasado.
network-all-right = Todo funciona.
network-now = Ahora
network-planned = Previsto
network-past = Pasado
network-nothing = Todavía no ha pasado nada
network-affects-you = Le afecta
network-priority = prioridad: { $priority }
network-planned-for = está previsto para el { $day } en { $server }.
network-affects-since = afecta a sus servicios en { $server } desde el { $day }.
what-we-know = Lo que sabemos
network-not-right =
    { $count ->
        [one] Algo no va bien. Estamos en ello.
       *[other] Varias cosas no van bien. Estamos en ello.
    }
preview = Vista previa
opened = Abierto
