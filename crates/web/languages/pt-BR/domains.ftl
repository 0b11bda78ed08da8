# Domínios.

domain = Domínio
domains = Domínios
domains-text = Os nomes que você tem conosco.
no-domains = Ainda não há domínios
no-domains-text = Encontre um nome livre e faça dele o seu.
find-domain = Buscar um domínio
expires = Expira
expires-on = Expira em { $day }
registered = Registrado
renewal = Renovação
by-itself = automática
for-years =
    { $count ->
        [one] por { $count } ano
       *[other] por { $count } anos
    }
registrar-cannot-be-asked = Não é possível consultar o registrador agora: { $why }
name-servers = Servidores DNS
name-server-numbered = Servidor DNS { $number }
name-servers-not-changed = Os servidores DNS não foram alterados.
name-servers-save = Salvar os servidores DNS
name-servers-set = Os servidores DNS foram definidos. Leva algumas horas até que todos saibam.
enter-name-server = Informe um servidor DNS
enter-second-name-server = Informe um segundo servidor DNS
renew-by-itself = Renovar automaticamente
renew-by-itself-text = Uma fatura chega antes de expirar
transfer-lock = Bloqueio de transferência
transfer-lock-text = Ninguém pode levar o nome embora
lock = Bloquear
unlock = Desbloquear
hide-owner = Ocultar o titular
hide-owner-text = Seu endereço não fica visível para todos
hide = Ocultar
show = Mostrar
domain-owner = Titular
domain-owner-text = De quem é o domínio, segundo o registro
domain-owner-of = Titular de { $name }
owner-of-domain = Titular do domínio
change = Alterar
change-the-owner = o titular
move-elsewhere = Transferir para outro lugar
move-elsewhere-text = O código que outro provedor pede
get-code = Obter o código
active-only = Um domínio ativo pode ser gerenciado aqui.
years-label = Anos
renew = Renovar
transfer-code = Código de transferência
transfer-code-of = Código de transferência de { $name }
transfer-code-text = Informe-o só ao provedor para o qual o domínio vai: quem o tiver pode levar o nome.
the-code = o código
back-to-domain = Voltar ao domínio
registrar-told-nothing = Nada foi informado ao registrador.
save-owner = Salvar o titular
country-two-letters = País, duas letras
enter-country-letters = Informe as duas letras de um país
is-locked = O domínio está bloqueado.
is-unlocked = O domínio já pode ser transferido.
is-hidden = Seu endereço está oculto.
is-shown = Seu endereço está visível.
renews-by-itself = Ele renova automaticamente.
ends-by-itself = Ele termina quando o prazo acabar.
code-mailed = O registrador envia o código por e-mail ao titular do domínio.
renewal-invoice = Pague esta fatura, e o domínio é renovado.
renewal-ordered = A renovação foi contratada.
owner-saved = O registrador tem os novos dados do titular.
