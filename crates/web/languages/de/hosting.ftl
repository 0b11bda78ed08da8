# Dienste: die Liste, einer im Einzelnen, und was man damit tun kann.

service = Dienst
services = Dienste
services-text = Alles, was Sie bei uns haben.
no-services = Noch keine Dienste
no-services-text = Bestellen Sie einen, dann finden Sie hier alles darüber.
see-what-there-is = Angebot ansehen
order-another = Weiteren bestellen
plan = Tarif
next-due = Nächste Fälligkeit
next-due-on = Nächste Fälligkeit { $day }
host-name = Hostname
ip-address = IP-Adresse
ip-address-further = Weitere IP-Adresse
user-name = Benutzername
server = Server
addons = Zusätze
addons-further = Was hinzukommen kann
addon-ordered = Der Zusatz ist bestellt.
first-payment = Erste Zahlung
pays-with = Bezahlt mit
since-label = Seit
power = Ein und aus
disk = Speicher
traffic = Traffic
used-of = { $name } belegt
of-size = von { $limit }
usage = Verbrauch
usage-period = Zeitraum
usage-none = Für diese Tage liegt nichts vor.
traffic-of-day = Datenverkehr am Tag
traffic-of-month = Datenverkehr des Monats
of-limit = von { $limit }
graph-from-to = { $name } vom { $from } bis zum { $to }; dasselbe als Tabelle darunter
cpu-and-network = CPU und Netz
metrics-see = Auslastung ansehen
metrics-of = Auslastung von { $name }
metrics-lead = die letzten 24 Stunden
metrics-none = Am letzten Tag wurde nichts gemessen.
cpu = CPU
network = Netz
network-received = Empfangen
network-sent = Gesendet
hour = Stunde
metrics-highest = höchstens
so-much-percent = { $number } %
rate-kbit = { $number } kbit/s
rate-mbit = { $number } Mbit/s
rate-gbit = { $number } Gbit/s
show-as-table = Als Tabelle zeigen
day = Tag
so-many-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
service-pending = Dieser Dienst ist noch nicht eingerichtet.
service-pending-text = Er beginnt, sobald seine Rechnung bezahlt und alles bereit ist.
suspended = Dieser Dienst ist gesperrt.
suspended-text = Meist ist eine Rechnung überfällig.
see-unpaid = Offene Rechnungen ansehen
something-wrong = Stimmt etwas nicht?
change-plan-or-cycle = Tarif oder Laufzeit ändern
cancel-this-service = Diesen Dienst kündigen
request-cancellation = Kündigung einreichen

do-poweron = Starten
do-reboot = Neu starten
do-reboot-warning = Offene Verbindungen werden getrennt. Meist ist er binnen einer Minute wieder da.
do-poweroff = Stoppen
do-poweroff-warning = Er wird gebeten, sauber herunterzufahren. Die Abrechnung läuft weiter, solange er gestoppt ist.
do-console = Konsole öffnen
do-reset = Neustart erzwingen
do-reset-warning = Er wird ohne Rückfrage neu gestartet. Was nicht gespeichert ist, geht verloren.
do-rescue = Rettungssystem starten
do-rescue-warning = Er startet in ein Rettungssystem und ist nicht wie gewohnt erreichbar, bis Sie ihn neu starten.
do-backup = Backup erstellen
do-reinstall = Neu installieren
do-reinstall-warning = Ein frisches System wird aufgespielt. Alle Daten darauf gehen verloren und lassen sich nicht zurückholen.
do-heading = { $what }: { $service }
do-question = { $what }?
do-is-done = { $what }: erledigt.
do-is-pending = { $what }: Der Anbieter arbeitet daran.
screen-ready = Die Konsole ist bereit
screen-ready-text = Sie öffnet sich beim Anbieter der Maschine.
open-it = Öffnen

reverse-dns = Reverse-DNS
reverse-dns-of = Reverse-DNS von { $name }
reverse-dns-text = Der Name, den andere hinter einer Adresse sehen. Mailserver fragen danach: Geben Sie den Namen Ihres Servers an, und lassen Sie diesen Namen auf die Adresse zeigen.
reverse-dns-see = Ansehen und ändern
reverse-dns-set = { $ip } hat den neuen Namen. Bis ihn alle sehen, kann eine Stunde vergehen.
reverse-dns-not-set = Der Name wurde nicht gesetzt.
reverse-dns-hint = Leer lassen für den Namen, den der Anbieter von sich aus vergibt.
reverse-dns-other = Eine andere Adresse Ihres Netzes
reverse-dns-networks = Jede Adresse dieser Netze kann einen Namen haben:
reverse-dns-name = Hostname
addresses = Adressen
no-addresses = Noch keine Adresse
enter-an-address = Geben Sie eine Adresse ein

cancel-question = { $name } kündigen?
nothing-cancelled = Es wurde nichts gekündigt.
cancel-when = Wann soll er enden?
cancel-at-end = Zum Ende der bezahlten Zeit
cancel-at-end-text = Am { $day }; es wird nichts mehr berechnet
cancel-at-once = Sofort
cancel-at-once-text = Die Daten darauf gehen verloren
cancel-why = Warum?
keep-it = Behalten
choose-when-to-end = Wählen Sie, wann er enden soll
tell-us-why = Bitte sagen Sie uns, warum; es hilft uns, besser zu werden
cancel-noted = Ihr Kündigungswunsch ist vermerkt. Bis dahin können Sie ihn hier zurücknehmen.
cancel-noted-already = Sie haben das Ende dieses Dienstes bereits gewünscht.
cancel-stands = Dieser Dienst endet am { $day }, wie von Ihnen gewünscht.
cancel-stands-at-once = Dieser Dienst endet in Kürze, wie von Ihnen gewünscht.
cancel-take-back = Dienst behalten
cancel-taken-back = Der Dienst läuft weiter; Ihr Kündigungswunsch ist zurückgenommen.

change-plan = Tarif ändern
change-plan-of = Tarif von { $name } ändern
change-plan-text = Derzeit: { $plan }. Was Sie bezahlt und nicht genutzt haben, wird auf den neuen Preis angerechnet.
nothing-ordered = Es wurde nichts bestellt.
the-change = Die Änderung
to-be-paid-now = jetzt zu zahlen
becomes-credit = wird Ihr Guthaben
nothing-to-pay-now = Jetzt ist nichts zu bezahlen
left-over-is-kept = { $amount } des jetzigen Tarifs, die bezahlt und nicht genutzt sind, werden nicht erstattet.
for-days-of =
    { $days ->
        [one] Für { $days } Tag bis zur nächsten Fälligkeit, von { $of } Tagen des Zeitraums.
       *[other] Für die { $days } Tage bis zur nächsten Fälligkeit, von { $of } Tagen des Zeitraums.
    }
order-the-change = Änderung bestellen
choose-another = Anderen wählen
change-not-now = Nicht jetzt
change-not-now-text = Der Tarif eines aktiven Dienstes lässt sich ändern.
change-needs-payment = Rechnung { $number } ist zu bezahlen, bevor der Tarif gewechselt werden kann.
back-to-service = Zurück zum Dienst
your-plan = Ihr Tarif
show-price = Preis anzeigen
keep-plan = Tarif behalten
choose-plan = Wählen Sie einen Tarif
change-ordered = Die Änderung ist bestellt. Sie erfolgt, sobald ihre Rechnung bezahlt ist.
change-made = Die Änderung ist erfolgt.
