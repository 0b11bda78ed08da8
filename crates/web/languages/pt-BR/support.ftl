# Suporte.

support = Suporte
support-text = Suas conversas conosco.
ticket = Chamado
tickets = Chamados
ticket-new = Novo chamado
ticket-open = Abrir um chamado
ticket-open-this = Abrir o chamado
no-ticket-opened = Nenhum chamado foi aberto.
answered-count = respondidos
no-tickets = Não há chamados aqui
no-tickets-text = Pergunte o que quiser; quem responde cuida dos servidores.
nobody-takes-tickets = Ninguém atende chamados ainda
nobody-takes-messages = Ninguém recebe mensagens ainda
no-department = A empresa não criou nenhum departamento.
subject = Assunto
number = Número
last-change = Última alteração
priority = Prioridade
department = Departamento
message = Mensagem
message-hint = O que aconteceu, o que você esperava, desde quando?
files-hint = { $types }; no máximo { $count } arquivos, { $size } no total
files-hint-any = No máximo { $count } arquivos, { $size } no total
files-too-large = Estes arquivos somam mais de { $size }. Escolha menos ou menores.
message-not-sent = Sua mensagem não foi enviada.
message-sent = Sua mensagem foi enviada.
about-service = Sobre
none-in-particular = Nenhum em particular
files = Arquivos
opened-on = aberto em { $day }
close = Fechar
reply = Responder
reply-opens = Reabrir com uma resposta
staff = Equipe
ticket-is-open = O chamado está aberto. Respondemos aqui e por e-mail.
ticket-is-closed = O chamado está fechado. Uma resposta o reabre.
enter-subject = Informe um assunto
write-message = Escreva uma mensagem
choose-department = Escolha um departamento
too-many-files = No máximo { $most } arquivos por vez
list-all = Todos
list-open = Abertos
list-answered = Respondidos
list-closed = Fechados

contact-text = Escreva para nós; a resposta vem por e-mail. Você tem uma conta?
contact-to = Para
nothing-sent = Nada foi enviado.
too-many-messages = Mensagens demais vindas daqui. Aguarde alguns minutos.
contact-sent = Obrigado. Sua mensagem é o chamado { $number }; respondemos por e-mail.

open-again = Reabrir
you-rated-this = Você avaliou isto
was-this-helpful = Esta resposta foi útil?
rating-of-five = { $number } de 5
how-did-it-go = Como foi?
in-all = No geral
rating-5 = 5 – muito bem
rating-4 = 4 – bem
rating-3 = 3 – mais ou menos
rating-2 = 2 – mal
rating-1 = 1 – muito mal
what-should-we-know = O que devemos saber?
tell-us = Contar para nós
ticket-reopened = O chamado foi reaberto. Diga o que está faltando.
thanks-for-telling = Obrigado pelo seu retorno.

kb = Base de conhecimento
kb-text = Respostas ao que outros já perguntaram.
kb-search = Buscar na base de conhecimento
kb-placeholder = O que você procura?
kb-found = Encontrado
kb-all-categories = Todas as categorias
kb-nothing = Não há nada sobre isso
kb-nothing-text = Tente outras palavras ou menos palavras, ou pergunte a nós.
kb-popular = Mais lidos
kb-empty = Ainda não há nada escrito
kb-empty-text = Pergunte a nós; ajudamos com prazer.
kb-empty-here = Ainda não há nada escrito aqui
kb-articles = Artigos
kb-helped = Isto ajudou?
kb-yes = Sim
kb-no = Não
kb-useful = { $useful } de { $votes } acharam útil
kb-stuck = Ainda com dúvida?
kb-suggest = Talvez um destes já ajude
kb-too-many-votes = Votos demais vindos daqui. Aguarde um minuto.
ask-us = Pergunte a nós
updated-on = Atualizado em { $day }
clients = Clientes
clients-only = Só para clientes
help = Ajuda
kb-articles-count =
    { $count ->
        [one] { $count } artigo
       *[other] { $count } artigos
    }

downloads = Downloads
downloads-text = Arquivos para o que você usa.
categories = Categorias
all-files = Todos
download = Baixar
downloads-owners = Para quem tem um produto
downloads-clients = Para clientes
no-downloads = Ainda não há nada para baixar
download-log-in = para { $name }
download-not-yours = Este arquivo é para clientes com um determinado produto.

network-status = Situação da rede
network-text = O que está com falha, o que está previsto, o que passou.
network-all-right = Tudo funciona.
network-now = Agora
network-planned = Previsto
network-past = Passado
network-nothing = Ainda não aconteceu nada
network-affects-you = Afeta você
network-priority = prioridade: { $priority }
network-planned-for = está previsto para { $day } em { $server }.
network-affects-since = afeta seus serviços em { $server } desde { $day }.
what-we-know = O que sabemos
network-not-right =
    { $count ->
        [one] Algo não está bem. Estamos cuidando disso.
       *[other] Várias coisas não estão bem. Estamos cuidando disso.
    }
preview = Pré-visualização
opened = Aberto em
