# Domains eines Kunden.

domain = Domain
domains = Domains
domains-text = Die Namen, die Sie bei uns haben.
no-domains = Noch keine Domains
no-domains-text = Suchen Sie einen freien Namen und machen Sie ihn zu Ihrem.
find-domain = Domain suchen
expires = Läuft ab
expires-on = Läuft ab am { $day }
registered = Registriert
renewal = Verlängerung
by-itself = automatisch
for-years =
    { $count ->
        [one] für 1 Jahr
       *[other] für { $count } Jahre
    }
registrar-cannot-be-asked = Der Registrar ist gerade nicht erreichbar: { $why }
name-servers = Nameserver
name-server-numbered = Nameserver { $number }
name-servers-not-changed = Die Nameserver wurden nicht geändert.
name-servers-save = Nameserver speichern
name-servers-set = Die Nameserver sind gesetzt. Es dauert einige Stunden, bis alle davon wissen.
enter-name-server = Geben Sie einen Nameserver ein
enter-second-name-server = Geben Sie einen zweiten Nameserver ein
renew-by-itself = Automatisch verlängern
renew-by-itself-text = Vor dem Ablauf kommt eine Rechnung
transfer-lock = Transfersperre
transfer-lock-text = Niemand kann den Namen wegziehen
lock = Sperren
unlock = Entsperren
hide-owner = Inhaber verbergen
hide-owner-text = Ihre Adresse ist nicht für alle sichtbar
hide = Verbergen
show = Zeigen
domain-owner = Inhaber
domain-owner-text = Wem die Domain gehört, wie es die Registry kennt
domain-owner-of = Inhaber von { $name }
owner-of-domain = Inhaber der Domain
change = Ändern
change-the-owner = des Inhabers
move-elsewhere = Umziehen
move-elsewhere-text = Der Code, nach dem ein anderer Anbieter fragt
get-code = Code anfordern
active-only = Eine aktive Domain lässt sich hier verwalten.
years-label = Jahre
renew = Verlängern
transfer-code = Transfercode
transfer-code-of = Transfercode von { $name }
transfer-code-text = Geben Sie ihn nur dem Anbieter, zu dem die Domain umziehen soll: Wer ihn hat, kann den Namen übernehmen.
the-code = den Code
back-to-domain = Zurück zur Domain
registrar-told-nothing = Dem Registrar wurde nichts mitgeteilt.
save-owner = Inhaber speichern
country-two-letters = Land, zwei Buchstaben
enter-country-letters = Geben Sie die zwei Buchstaben eines Landes ein
is-locked = Die Domain ist gesperrt.
is-unlocked = Die Domain kann jetzt umziehen.
is-hidden = Ihre Adresse ist verborgen.
is-shown = Ihre Adresse ist sichtbar.
renews-by-itself = Sie verlängert sich automatisch.
ends-by-itself = Sie endet, wenn ihre Zeit um ist.
code-mailed = Der Registrar sendet den Code per E-Mail an den Inhaber der Domain.
renewal-invoice = Bezahlen Sie diese Rechnung, dann wird die Domain verlängert.
renewal-ordered = Die Verlängerung ist bestellt.
owner-saved = Der Registrar hat die neuen Inhaberdaten.
