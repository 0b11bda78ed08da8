# O que cada página diz.

save = Salvar
cancel = Cancelar
delete = Excluir
back = Voltar
not-now = Agora não
send = Enviar
print = Imprimir
all = Todas
more = Mais
optional = opcional
on = ligado
off = desligado
switch-on = Ligar
switch-off = Desligar
copied = Copiado
copy-this = Copiar { $what }
date = Data
status = Situação
actions = Ações
amount = Valor
price = Preço
total = Total
subtotal = Subtotal
tax = Imposto
description = Descrição
reference = Referência
settings = Configurações
details = Detalhes
since = Desde { $day }
today = hoje
in-days =
    { $count ->
        [one] em { $count } dia
       *[other] em { $count } dias
    }
years =
    { $count ->
        [one] { $count } ano
       *[other] { $count } anos
    }
page-of = Página { $page } de { $last }
pages = Páginas
previous = Anterior
next = Próxima
nothing-changed = Nada foi alterado.
look-at-fields =
    { $count ->
        [one] Verifique o campo marcado.
       *[other] Verifique os campos marcados.
    }

skip-to-content = Ir para o conteúdo
switch-theme = Alternar entre claro e escuro
language = Idioma
breadcrumb = Trilha de navegação
nav-main = Menu principal
nav-main-compact = Menu principal, compacto
nav-further = Outras páginas
start-page-of = { $company }, página inicial
client-area-of = { $company }, área do cliente
home = Início
store = Loja
cart = Carrinho
news = Novidades
client-area = Área do cliente
account-of = Conta de { $name }
log-out = Sair
stay = Ficar
runs-on = Feito com Hostler
frame-description = Hospedagem, servidores e domínios da { $company }

to-home-page = Para o seu início
to-start-page = Para a página inicial
ask-support = Falar com o suporte
ask-about-it = Perguntar sobre isso

error-nothing-here = Não há nada aqui
error-nothing-here-text = A página mudou de lugar ou nunca existiu.
error-away = Você não pode entrar daqui
banned-until = Seu endereço está bloqueado até { $until }: { $reason }
error-did-not-work = Não deu certo
error-not-offered = Não disponível aqui
error-not-offered-text = O sistema de cobrança por trás desta página não oferece isso.
error-moment = Um momento, por favor
error-moment-text = O sistema de cobrança por trás desta página não responde. Tente de novo em um minuto.
error-no-room = Nada pode ser salvo agora
error-no-room-text = Nada foi alterado. Você pode continuar lendo; tente de novo mais tarde.
error-our-fault = A falha é nossa
error-our-fault-text = Algo falhou do nosso lado; nada se perdeu. Tente de novo e, se persistir, informe o número { $id }.
error-stale = Este formulário é antigo demais
error-stale-text = Nada foi alterado. Volte, recarregue a página e envie o formulário de novo.
send-again = Enviar de novo
send-again-text = Alguém entrou de novo desde que esta página foi aberta. O que você escreveu não se perdeu: envie de novo se ainda quiser.
error-unreadable = Não foi possível ler este formulário
error-unreadable-text = Nada foi alterado. Os arquivos talvez sejam grandes demais? Volte: o que você escreveu ainda deve estar lá.
error-nul = O campo { $field } contém um caractere que não pode ser guardado (NUL).
error-no-client = Não há conta de cliente
error-no-client-text = Este acesso existe, mas não pertence a nenhum cliente. Fale conosco ou com quem convidou você.
error-not-permitted = Você não tem acesso a isto
error-not-permitted-text = O titular desta conta decide o que você pode ver e fazer. Peça acesso a ele.
error-try-again = Tente de novo

announcements = Comunicados
announcements-all = Todos os comunicados
no-news = Sem novidades
no-news-text = Bom sinal.

hello = Olá, { $name }
welcome-to = Boas-vindas à { $company }
welcome-text = Ainda não há nada aqui. Contrate o seu primeiro serviço e esta página mostrará o que você tem e quanto custa.
invoices-wait =
    { $count ->
        [one] { $count } fatura aguarda você.
       *[other] { $count } faturas aguardam você.
    }
nothing-waits = Nada aguarda você.
order = Contratar
credit = Crédito
open-tickets = Chamados abertos
to-be-paid = A pagar
pay-all = Pagar todas
your-services = Seus serviços
all-services = Todos os serviços
renews-soon = Renova em breve
nothing-renews-soon = Nada renova em breve
nothing-renews-soon-text = Os serviços que renovam em até 30 dias aparecem aqui.
too-long = Isto tem mais de { $count } caracteres
