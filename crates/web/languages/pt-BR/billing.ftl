# Faturas e pagamentos.

billing = Financeiro
invoice = Fatura
invoices = Faturas
invoices-all = Todas as faturas
invoice-numbered = Fatura { $number }
invoices-unpaid = Faturas em aberto
unpaid-count = em aberto
no-invoices = Não há faturas aqui
no-invoices-text = As faturas aparecem quando você faz um pedido e antes de um serviço renovar.
everything-paid = Tudo está pago
everything-paid-text = As novas faturas aparecem aqui e chegam por e-mail.
due = Vencimento
due-on = Vence em { $day }
due-since = vence em { $day }
overdue-since = Vencida desde { $day }
paid = Paga
from = De
to = Para
for = Para
about = Assunto
way = Meio
what = Histórico
payments = Pagamentos
lines-of-invoice = Itens da fatura
payments-of-invoice = Pagamentos desta fatura
credit-notes = Notas de crédito
still-to-pay = Falta pagar
pay = Pagar
pay-amount = Pagar { $amount }
pay-invoice-numbered = fatura { $number }
pay-this-invoice = Pagar esta fatura
pay-with = Pagar com
pay-several = Pagar várias faturas
pay-several-short = Pagar várias
pay-several-text = É criada uma única fatura que paga as que você escolher.
nothing-paid = Nada foi pago.
paid-at-once = Pago na hora
paid-away = Na página dele
told-how = Dizemos como pagar
paid-next-step = Pago na próxima etapa
get-invoice = Você recebe uma fatura
go-on-to-pay = Continuar para o pagamento
one-step-left = Falta uma etapa
at-provider = O pagamento é feito no site do provedor de pagamentos.
invoice-paid-thanks = Obrigado, a fatura está paga.
payment-under-way = O pagamento está em andamento. Avisamos quando chegar.
confirm-payment = Confirmar o pagamento
confirm-payment-text = O seu banco pergunta se este pagamento é seu. Esta página faz o papel do banco: no ambiente de testes nenhum dinheiro circula.
confirm-payment-to = Pago a
confirm-payment-approve = Aprovar
confirm-payment-decline = Recusar
payment-declined = O pagamento foi recusado. Nada foi pago.
confirm-payment-gone = Nada a confirmar aqui
confirm-payment-gone-text = O pagamento já foi respondido ou o prazo passou. A fatura diz o que ainda falta pagar.
confirm-payment-needed = O banco quer que você aprove este pagamento antes de cobrar o cartão.
choose-how-to-pay = Escolha como pagar
no-way-to-pay = Ainda não há forma de pagamento aqui; por enquanto, nada pode ser contratado ou pago on-line.
chosen-together = Total das escolhidas
add-up-again = Somar novamente
choose-invoices = Escolha as faturas a pagar
one-pays-others = Esta única fatura paga as outras.
paid-with-others = Foi paga com outras por uma única fatura.
asked-with-others = Você escolheu pagá-la com outras. Pague uma ou outra: o que foi pago não é cobrado de novo.
see-that-invoice = Ver essa fatura
download-pdf = Baixar em PDF
download-xml = Fatura eletrônica (XML)
question-about-invoice = Dúvida sobre a fatura { $number }

card = Cartão
card-number = Número do cartão
card-expires = Validade
card-code = Código de segurança
card-code-hint = Três dígitos no verso
card-expiry-hint = Mês e ano: 12/30
card-sandbox = Este é um ambiente de testes: use o cartão { $number } com qualquer data futura. Nenhum dinheiro é movimentado.
card-add = Adicionar um cartão
card-add-by-paying = Um cartão é salvo quando você paga uma fatura na página do provedor de pagamentos e concorda em guardá-lo. Números de cartão nunca são digitados aqui.
card-name = Seu nome para ele
card-first = Cobrar primeiro neste cartão
card-keep = Salvar o cartão
cards-kept = Salvos para pagamento
card-kept-word = salvo
card-kept-with-us = salvo conosco
pay-keep = Guardar para pagamentos automáticos
pay-keep-hint = As próximas faturas serão cobradas assim no vencimento. Você pode removê-lo a qualquer momento em Financeiro.
card-until = até { $date }
charged-first = cobrado primeiro
charge-first = Cobrar primeiro
forget = Remover
no-cards = Nada salvo ainda
no-cards-text = Um cartão salvo paga as renovações sozinho. Nunca mais vemos o número; quem o guarda é o provedor de pagamentos.
no-card-kept = Nenhum cartão foi salvo.
card-is-kept = O cartão foi salvo.
card-is-forgotten = O cartão foi removido.
card-is-first = A partir de agora, este cartão é cobrado primeiro.
enter-card-number = Informe o número do cartão
enter-card-expiry = Informe mês e ano, por exemplo 12/30
enter-card-code = Informe os três dígitos do verso

add-funds = Adicionar crédito
credit-now = de crédito atual
credit-pays = O crédito paga suas próximas faturas automaticamente.
sure-card = As renovações não serão mais cobradas nele.
funds-between = De { $least } a { $most }
payment-pending-text = Seu pagamento está a caminho. A fatura será paga assim que o provedor o confirmar; não é preciso pagar de novo.
credit-have = Você tem { $amount } de crédito.
credit-comes-first = O seu crédito de { $amount } é usado primeiro.
credit-amount = Usar dele
credit-amount-hint = Vazio: o quanto for preciso
credit-use = Usar crédito
credit-used-paid = O crédito foi usado. A fatura está paga.
credit-used-rest = O crédito foi usado. O restante ainda precisa ser pago.
nothing-added = Nada foi adicionado.
make-invoice = Criar a fatura
such-as = Por exemplo { $example }
enter-amount = Informe um valor, por exemplo { $example }
funds-invoice = Pague esta fatura, e o valor vira seu crédito.

quote = Orçamento
quotes = Orçamentos
quote-numbered = Orçamento { $number }
no-quotes = Nenhum orçamento
no-quotes-text = Peça uma proposta, e ela aparece aqui.
ask-for-quote = Pedir um orçamento
valid-until = Válido até
stage = Etapa
quantity = Quantidade
discount = Desconto
lines-of-quote = Itens do orçamento
accept-quote = Aceitar este orçamento
accept-quote-text = Ele vira uma fatura, que você pode pagar na hora.
quote-lapsed = Este orçamento expirou. Peça um novo.
quote-accepted-invoice = Obrigado. O orçamento foi aceito; esta é a fatura dele.
quote-accepted = Obrigado, foi aceito.
decline-quote = Recusar este orçamento
decline-quote-text = Com isso ele é encerrado. Peça-nos outro, se quiser.
decline-quote-sure = Recusar
quote-declined = Obrigado por nos avisar. O orçamento foi recusado.
question-about-quote = Dúvida sobre o orçamento { $number }

transactions = Transações
no-transactions = Ainda não há transações
no-transactions-text = Pagamentos e reembolsos aparecem aqui.

statement = Extrato da conta
first-day = Primeiro dia
last-day = Último dia
opening-balance = Saldo inicial
closing-balance = Saldo final
charged = Cobrado
settled = Quitado
balance-then = Saldo
below-zero-is-credit = Um saldo abaixo de zero é crédito que você tem conosco.

proof-title = Já pagou?
pay-by-hand = Como pagar: { $way }
proof-text = Envie o comprovante da sua transferência para encontrarmos o pagamento mais rápido.
proofs-of-invoice = Comprovantes deste pagamento
proof-pending = Em análise
proof-verified = Pagamento encontrado
proof-rejected = Não aceito
proof-file = Comprovante
proof-reference = Número do pagamento
proof-note = Mensagem
proof-send = Enviar o comprovante
proof-sent = Obrigado. Vamos analisar e registrar o seu pagamento.
choose-a-file = Escolha um arquivo

how-computed = Como foi calculado
how-computed-each = Como um deles foi calculado
how-tax-computed = Como o imposto foi calculado
how-setup = Taxa de instalação de { $what }
how-setup-apart = Taxa de instalação, em linha própria
how-years =
    { $what } por { $years ->
        [one] { $years } ano
       *[other] { $years } anos
    }
how-group-discount = Desconto do seu grupo
how-set-by-staff = Preço combinado conosco
how-prorated = Parte de um período, até { $until }
how-recurring = Preço normal
how-paid-already = { $what }: já pago
how-promotion = Promoção
how-promotion-code = Promoção { $promotion }
how-late-fee = Multa por atraso
how-yearly = Preço de um ano
how-share =
    { $years ->
        [one] { $years } ano e { $days } de { $ofdays } dias
       *[other] { $years } anos e { $days } de { $ofdays } dias
    }
how-share-years =
    { $years ->
        [one] { $years } ano
       *[other] { $years } anos
    }
how-share-days = { $days } de { $ofdays } dias
how-days-left = Preço novo dos dias restantes
how-days-left-less = Preço novo dos dias restantes, menos a promoção { $less }
how-days-unused = Dias pagos e não usados
how-days-unused-less = Dias pagos e não usados, menos a promoção { $less }
how-tax-contained = Imposto incluído no preço
how-exempt = Sem imposto: você é isento
how-reverse-charge = Sem imposto: você mesmo o declara (autoliquidação)
how-not-taxed = Sem imposto
how-no-rate = Sem imposto: nenhum é cobrado onde você mora
how-tax-share = { $tax }: parte desta linha em { $of }
how-tax-first = Imposto
how-tax-second = Segundo imposto
how-tax-named = { $name } { $rate }%
how-tax-on = { $tax } sobre as linhas tributadas, { $basis }: { $exact }, arredondado { $rounded }
how-tax-on-both = { $tax } sobre as linhas tributadas e o primeiro imposto, { $basis }: { $exact }, arredondado { $rounded }
how-tax-in = { $tax } nas linhas tributadas, { $basis } com ele: { $exact }, arredondado { $rounded }
how-tax-in-without = { $tax } nas linhas tributadas sem o segundo imposto, { $basis }: { $exact }, arredondado { $rounded }
