# Palavras do protocolo.

status-active = Ativo
status-pending = Pendente
status-suspended = Suspenso
status-terminated = Encerrado
status-cancelled = Cancelado
status-fraud = Fraude
status-completed = Concluído
status-expired = Expirado
status-grace = Período de carência
status-redemption = Período de resgate
status-pending-transfer = Transferência em andamento
status-pending-registration = Registro em andamento
status-transferred-away = Transferido
status-unpaid = Em aberto
status-paid = Pago
status-overdue = Vencido
status-draft = Rascunho
status-refunded = Reembolsado
status-collections = Em cobrança
status-payment-pending = Pagamento em andamento
status-delivered = Enviado
status-accepted = Aceito
status-on-hold = Em espera
status-lost = Perdido
status-dead = Descartado
status-open = Aberto
status-answered = Respondido
status-customer-reply = Resposta do cliente
status-closed = Fechado
status-in-progress = Em andamento
status-reported = Relatado
status-investigating = Em investigação
status-outage = Interrupção
status-scheduled = Agendado
status-resolved = Resolvido

cycle-monthly = Mensal
cycle-quarterly = Trimestral
cycle-semiannually = Semestral
cycle-annually = Anual
cycle-biennially = A cada 2 anos
cycle-triennially = A cada 3 anos

each-monthly = por mês
each-quarterly = por trimestre
each-semi-annually = por semestre
each-semiannually = por semestre
each-annually = por ano
each-biennially = a cada 2 anos
each-triennially = a cada 3 anos
each-one-time = uma vez
each-onetime = uma vez
each-free-account = grátis
each-free = grátis

per-monthly = mês
per-quarterly = 3 meses
per-semiannually = 6 meses
per-annually = ano
per-biennially = 2 anos
per-triennially = 3 anos

priority-low = Baixa
priority-medium = Média
priority-high = Alta
priority-critical = Crítica
