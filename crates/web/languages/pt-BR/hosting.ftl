# Serviços.

service = Serviço
services = Serviços
services-text = Tudo o que você tem conosco.
no-services = Ainda não há serviços
no-services-text = Contrate um e encontre aqui tudo sobre ele.
see-what-there-is = Ver as opções
order-another = Contratar outro
plan = Plano
next-due = Próximo vencimento
next-due-on = Próximo vencimento em { $day }
host-name = Nome do host
ip-address = Endereço IP
ip-address-further = Outro endereço IP
user-name = Nome de usuário
server = Servidor
addons = Adicionais
addons-further = O que pode ser adicionado
addon-ordered = O adicional foi pedido.
first-payment = Primeiro pagamento
pays-with = Paga com
since-label = Desde
power = Energia
disk = Disco
traffic = Tráfego
used-of = { $name } em uso
of-size = de { $limit }
usage = Uso
usage-period = Período
usage-none = Não há dados destes dias.
traffic-of-day = Tráfego por dia
traffic-of-month = Tráfego do mês
of-limit = de { $limit }
graph-from-to = { $name } de { $from } a { $to }; o mesmo na tabela abaixo
cpu-and-network = CPU e rede
metrics-see = Ver a carga
metrics-of = Carga de { $name }
metrics-lead = as últimas 24 horas
metrics-none = Nada foi medido no último dia.
cpu = CPU
network = Rede
network-received = Recebido
network-sent = Enviado
hour = Hora
metrics-highest = máximo
so-much-percent = { $number }%
rate-kbit = { $number } kbit/s
rate-mbit = { $number } Mbit/s
rate-gbit = { $number } Gbit/s
show-as-table = Mostrar como tabela
day = Dia
so-many-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
service-pending = Este serviço ainda não foi configurado.
service-pending-text = Ele começa assim que a fatura for paga e tudo estiver pronto.
suspended = Este serviço está suspenso.
suspended-text = Na maioria das vezes, há uma fatura vencida.
see-unpaid = Ver o que está em aberto
something-wrong = Algo errado?
change-plan-or-cycle = Mudar de plano ou ciclo
cancel-this-service = Cancelar este serviço
request-cancellation = Solicitar cancelamento

do-poweron = Ligar
do-reboot = Reiniciar
do-reboot-warning = As conexões abertas são encerradas. Em geral ele volta em um minuto.
do-poweroff = Desligar
do-poweroff-warning = Ele é solicitado a desligar corretamente. A cobrança continua enquanto está desligado.
do-console = Abrir a tela
do-reset = Forçar reinício
do-reset-warning = Ele é reiniciado sem aviso. O que não foi salvo se perde.
do-rescue = Iniciar o sistema de resgate
do-rescue-warning = Ele reinicia em um sistema de resgate e não fica acessível como de costume até você reiniciá-lo.
do-backup = Fazer um backup
do-reinstall = Reinstalar
do-reinstall-warning = Um sistema novo é instalado. Todos os dados são perdidos e não podem ser recuperados.
do-heading = { $what }: { $service }
do-question = { $what }?
do-is-done = { $what }: feito.
do-is-pending = { $what }: o provedor está cuidando disso.
screen-ready = A tela está pronta
screen-ready-text = Ela abre no provedor da máquina.
open-it = Abrir

reverse-dns = DNS reverso
reverse-dns-of = DNS reverso de { $name }
reverse-dns-text = O nome que os outros veem por trás de um endereço. Servidores de e-mail o consultam: informe o nome do seu servidor e faça esse nome apontar para o endereço.
reverse-dns-see = Ver e alterar
reverse-dns-set = { $ip } tem seu nome. Pode levar uma hora até que todos o vejam.
reverse-dns-not-set = O nome não foi alterado.
reverse-dns-hint = Deixe vazio para usar o nome que o provedor dá por conta própria.
reverse-dns-other = Outro endereço da sua rede
reverse-dns-networks = Qualquer endereço destas redes pode ter um nome:
reverse-dns-name = Nome do host
addresses = Endereços
no-addresses = Ainda não tem endereço
enter-an-address = Informe um endereço

cancel-question = Cancelar { $name }?
nothing-cancelled = Nada foi cancelado.
cancel-when = Quando deve terminar?
cancel-at-end = No fim do período pago
cancel-at-end-text = Em { $day }; nada mais é cobrado
cancel-at-once = Imediatamente
cancel-at-once-text = Os dados nele se perdem
cancel-why = Por quê?
keep-it = Manter
choose-when-to-end = Escolha quando deve terminar
tell-us-why = Conte o motivo; isso nos ajuda a melhorar
cancel-noted = Seu pedido de cancelamento está anotado. Até lá, você pode retirá-lo aqui.
cancel-noted-already = Você já pediu o fim deste serviço.
cancel-stands = Este serviço termina em { $day }, como você pediu.
cancel-stands-at-once = Este serviço termina em breve, como você pediu.
cancel-take-back = Manter o serviço
cancel-taken-back = O serviço continua; seu pedido de cancelamento foi retirado.

change-plan = Mudar de plano
change-plan-of = Mudar o plano de { $name }
change-plan-text = Agora: { $plan }. O que você pagou e não usou é descontado do novo preço.
nothing-ordered = Nada foi contratado.
the-change = A mudança
to-be-paid-now = a pagar agora
becomes-credit = vira seu crédito
nothing-to-pay-now = Nada a pagar agora
left-over-is-kept = { $amount } do plano atual, pagos e não usados, não são devolvidos.
for-days-of =
    { $days ->
        [one] Por { $days } dia até o próximo vencimento, dos { $of } dias do período.
       *[other] Pelos { $days } dias até o próximo vencimento, dos { $of } dias do período.
    }
order-the-change = Contratar a mudança
choose-another = Escolher outro
change-not-now = Agora não
change-not-now-text = O plano de um serviço ativo pode ser mudado.
change-needs-payment = A fatura { $number } precisa ser paga antes que o plano possa ser mudado.
back-to-service = Voltar ao serviço
your-plan = seu plano
show-price = Mostrar o preço
keep-plan = Manter o plano
choose-plan = Escolha um plano
change-ordered = A mudança foi contratada. Ela é feita quando a fatura for paga.
change-made = A mudança foi feita.
