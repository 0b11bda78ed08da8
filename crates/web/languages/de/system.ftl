# Was jede Seite sagt: Aktionen, Rahmen, Formulare.

save = Speichern
cancel = Kündigen
delete = Löschen
back = Zurück
not-now = Nicht jetzt
send = Senden
print = Drucken
all = Alle
more = Mehr
optional = optional
on = an
off = aus
switch-on = Einschalten
switch-off = Ausschalten
copied = Kopiert
copy-this = { $what } kopieren
date = Datum
status = Status
actions = Aktionen
amount = Betrag
price = Preis
total = Gesamt
subtotal = Zwischensumme
tax = Steuer
description = Beschreibung
reference = Referenz
settings = Einstellungen
details = Details
since = Seit { $day }
today = heute
in-days =
    { $count ->
        [one] in 1 Tag
       *[other] in { $count } Tagen
    }
years =
    { $count ->
        [one] 1 Jahr
       *[other] { $count } Jahre
    }
page-of = Seite { $page } von { $last }
pages = Seiten
previous = Zurück
next = Weiter
nothing-changed = Es wurde nichts geändert.
look-at-fields =
    { $count ->
        [one] Bitte prüfen Sie das markierte Feld.
       *[other] Bitte prüfen Sie die markierten Felder.
    }

skip-to-content = Zum Inhalt springen
switch-theme = Zwischen hell und dunkel wechseln
language = Sprache
breadcrumb = Brotkrumen
nav-main = Hauptmenü
nav-main-compact = Hauptmenü, kompakt
nav-further = Weitere Seiten
start-page-of = { $company }, Startseite
client-area-of = { $company }, Kundenbereich
home = Übersicht
store = Shop
cart = Warenkorb
news = Neuigkeiten
client-area = Kundenbereich
account-of = Konto von { $name }
log-out = Abmelden
stay = Bleiben
runs-on = Läuft mit Hostler
frame-description = Hosting, Server und Domains von { $company }

to-home-page = Zur Übersicht
to-start-page = Zur Startseite
ask-support = Support fragen
ask-about-it = Dazu etwas fragen

error-nothing-here = Hier ist nichts
error-nothing-here-text = Die Seite ist umgezogen oder gab es nie.
error-away = Von hier haben Sie keinen Zugang
banned-until = Ihre Adresse ist bis { $until } gesperrt: { $reason }
error-did-not-work = Das hat nicht geklappt
error-not-offered = Hier nicht verfügbar
error-not-offered-text = Das Abrechnungssystem hinter dieser Seite bietet das nicht an.
error-moment = Einen Moment bitte
error-moment-text = Das Abrechnungssystem hinter dieser Seite antwortet nicht. Bitte versuchen Sie es in einer Minute noch einmal.
error-no-room = Gerade kann nichts gespeichert werden
error-no-room-text = Es wurde nichts geändert. Lesen können Sie weiterhin; bitte versuchen Sie es später noch einmal.
error-our-fault = Das liegt an uns
error-our-fault-text = Bei uns ist etwas schiefgegangen; verloren ist nichts. Bitte versuchen Sie es noch einmal, und wenn es dabei bleibt, nennen Sie uns die Nummer { $id }.
error-stale = Dieses Formular ist zu alt
error-stale-text = Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.
send-again = Noch einmal senden
send-again-text = Seit diese Seite geöffnet wurde, hat sich jemand neu angemeldet. Was Sie geschrieben haben, ist nicht verloren: Senden Sie es noch einmal, wenn Sie es noch möchten.
error-unreadable = Dieses Formular ist nicht lesbar
error-unreadable-text = Nichts wurde geändert. Sind die Dateien darin vielleicht zu groß? Gehen Sie zurück: Was Sie geschrieben haben, sollte noch da sein.
error-nul = Das Feld { $field } enthält ein Zeichen, das nicht gespeichert werden kann (NUL).
error-no-client = Es gibt kein Kundenkonto
error-no-client-text = Diesen Zugang gibt es, er gehört aber zu keinem Kunden. Fragen Sie uns oder die Person, die Sie eingeladen hat.
error-not-permitted = Dafür fehlt Ihnen die Berechtigung
error-not-permitted-text = Der Inhaber dieses Kontos bestimmt, was Sie sehen und tun dürfen. Bitten Sie ihn um Zugang.
error-try-again = Bitte versuchen Sie es noch einmal

announcements = Ankündigungen
announcements-all = Alle Ankündigungen
no-news = Nichts Neues
no-news-text = Das ist eine gute Nachricht.

hello = Hallo { $name }
welcome-to = Willkommen bei { $company }
welcome-text = Hier ist noch nichts. Bestellen Sie Ihren ersten Dienst, dann zeigt diese Seite, was Sie haben und was es kostet.
invoices-wait =
    { $count ->
        [one] 1 Rechnung ist offen.
       *[other] { $count } Rechnungen sind offen.
    }
nothing-waits = Es ist nichts zu tun.
order = Bestellen
credit = Guthaben
open-tickets = Offene Tickets
to-be-paid = Zu bezahlen
pay-all = Alle bezahlen
your-services = Ihre Dienste
all-services = Alle Dienste
renews-soon = Verlängert sich bald
nothing-renews-soon = Keine Verlängerung steht an
nothing-renews-soon-text = Dienste, die sich in den nächsten 30 Tagen verlängern, stehen hier.
too-long = Das ist länger als { $count } Zeichen
