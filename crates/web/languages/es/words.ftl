# Palabras del protocolo.

status-active = Activo
status-pending = Pendiente
status-suspended = Suspendido
status-terminated = Terminado
status-cancelled = Cancelado
status-fraud = Fraude
status-completed = Completado
status-expired = Caducado
status-grace = Periodo de gracia
status-redemption = Periodo de rescate
status-pending-transfer = Transferencia en curso
status-pending-registration = Registro en curso
status-transferred-away = Transferido a otro
status-unpaid = Sin pagar
status-paid = Pagado
status-overdue = Vencido
status-draft = Borrador
status-refunded = Reembolsado
status-collections = En cobro
status-payment-pending = Pago en curso
status-delivered = Enviado
status-accepted = Aceptado
status-on-hold = En espera
status-lost = Perdido
status-dead = Descartado
status-open = Abierto
status-answered = Respondido
status-customer-reply = Respuesta del cliente
status-closed = Cerrado
status-in-progress = En curso
status-reported = Notificado
status-investigating = En investigación
status-outage = Interrupción
status-scheduled = Programado
status-resolved = Resuelto

cycle-monthly = Mensual
cycle-quarterly = Trimestral
cycle-semiannually = Semestral
cycle-annually = Anual
cycle-biennially = Cada 2 años
cycle-triennially = Cada 3 años

each-monthly = al mes
each-quarterly = al trimestre
each-semi-annually = al semestre
each-semiannually = al semestre
each-annually = al año
each-biennially = cada 2 años
each-triennially = cada 3 años
each-one-time = una vez
each-onetime = una vez
each-free-account = gratis
each-free = gratis

per-monthly = mes
per-quarterly = 3 meses
per-semiannually = 6 meses
per-annually = año
per-biennially = 2 años
per-triennially = 3 años

priority-low = Baja
priority-medium = Media
priority-high = Alta
priority-critical = Crítica
