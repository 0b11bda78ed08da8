# Dominios.

domain = Dominio
domains = Dominios
domains-text = Los nombres que tiene con nosotros.
no-domains = Todavía no hay dominios
no-domains-text = Busque un nombre libre y hágalo suyo.
find-domain = Buscar un dominio
expires = Caduca
expires-on = Caduca el { $day }
registered = Registrado
renewal = Renovación
by-itself = automática
for-years =
    { $count ->
        [one] por 1 año
       *[other] por { $count } años
    }
registrar-cannot-be-asked = No se puede consultar ahora al registrador: { $why }
name-servers = Servidores de nombres
name-server-numbered = Servidor de nombres { $number }
name-servers-not-changed = Los servidores de nombres no se cambiaron.
name-servers-save = Guardar los servidores de nombres
name-servers-set = Los servidores de nombres están puestos. Tarda unas horas hasta que todos lo saben.
enter-name-server = Introduzca un servidor de nombres
enter-second-name-server = Introduzca un segundo servidor de nombres
renew-by-itself = Renovar automáticamente
renew-by-itself-text = Llega una factura antes de que caduque
transfer-lock = Bloqueo de transferencia
transfer-lock-text = Nadie puede llevarse el nombre
lock = Bloquear
unlock = Desbloquear
hide-owner = Ocultar al titular
hide-owner-text = Su dirección no la ve todo el mundo
hide = Ocultar
show = Mostrar
domain-owner = Titular
domain-owner-text = De quién es el dominio, según el registro
domain-owner-of = Titular de { $name }
owner-of-domain = Titular del dominio
change = Cambiar
change-the-owner = el titular
move-elsewhere = Llevarlo a otro sitio
move-elsewhere-text = El código que pide otro proveedor
get-code = Obtener el código
active-only = Aquí se puede gestionar un dominio activo.
years-label = Años
renew = Renovar
transfer-code = Código de transferencia
transfer-code-of = Código de transferencia de { $name }
transfer-code-text = Déselo solo al proveedor al que deba ir el dominio: quien lo tenga puede llevarse el nombre.
the-code = el código
back-to-domain = Volver al dominio
registrar-told-nothing = No se comunicó nada al registrador.
save-owner = Guardar el titular
country-two-letters = País, dos letras
enter-country-letters = Introduzca las dos letras de un país
is-locked = El dominio está bloqueado.
is-unlocked = El dominio ya se puede transferir.
is-hidden = Su dirección está oculta.
is-shown = Su dirección es visible.
renews-by-itself = Se renueva automáticamente.
ends-by-itself = Termina cuando acabe su plazo.
code-mailed = El registrador envía el código por correo al titular del dominio.
renewal-invoice = Pague esta factura y el dominio se renueva.
renewal-ordered = La renovación está pedida.
owner-saved = El registrador tiene los nuevos datos del titular.
