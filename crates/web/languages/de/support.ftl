# Tickets und Fragen von Besuchern.

support = Support
support-text = Ihre Gespräche mit uns.
ticket = Ticket
tickets = Tickets
ticket-new = Neues Ticket
ticket-open = Ticket öffnen
ticket-open-this = Ticket absenden
no-ticket-opened = Es wurde kein Ticket geöffnet.
answered-count = beantwortet
no-tickets = Hier sind keine Tickets
no-tickets-text = Fragen Sie uns, was Sie wollen; es antworten die, die die Server betreiben.
nobody-takes-tickets = Noch nimmt niemand Tickets entgegen
nobody-takes-messages = Noch nimmt niemand Nachrichten entgegen
no-department = Die Firma hat keine Abteilung eingerichtet.
subject = Betreff
number = Nummer
last-change = Letzte Änderung
priority = Priorität
department = Abteilung
message = Nachricht
message-hint = Was ist passiert, was haben Sie erwartet, seit wann?
files-hint = { $types }; höchstens { $count } Dateien mit zusammen { $size }
files-hint-any = Höchstens { $count } Dateien mit zusammen { $size }
files-too-large = Diese Dateien sind zusammen größer als { $size }. Wählen Sie weniger oder kleinere.
message-not-sent = Ihre Nachricht wurde nicht gesendet.
message-sent = Ihre Nachricht ist gesendet.
about-service = Betrifft
none-in-particular = Keinen bestimmten
files = Dateien
opened-on = geöffnet { $day }
close = Schließen
reply = Antworten
reply-opens = Mit einer Antwort wieder öffnen
staff = Team
ticket-is-open = Das Ticket ist offen. Wir antworten hier und per E-Mail.
ticket-is-closed = Das Ticket ist geschlossen. Eine Antwort öffnet es wieder.
enter-subject = Geben Sie einen Betreff ein
write-message = Schreiben Sie eine Nachricht
choose-department = Wählen Sie eine Abteilung
too-many-files = Höchstens { $most } Dateien auf einmal
list-all = Alle
list-open = Offen
list-answered = Beantwortet
list-closed = Geschlossen

contact-text = Schreiben Sie uns; die Antwort kommt per E-Mail. Sie haben ein Konto?
contact-to = An
nothing-sent = Es wurde nichts gesendet.
too-many-messages = Zu viele Nachrichten von hier. Bitte warten Sie einige Minuten.
contact-sent = Danke. Ihre Nachricht ist Ticket { $number }; wir antworten per E-Mail.

open-again = Wieder öffnen
you-rated-this = Sie haben dies bewertet
was-this-helpful = War diese Antwort hilfreich?
rating-of-five = { $number } von 5
how-did-it-go = Wie ist es gelaufen?
in-all = Insgesamt
rating-5 = 5 – sehr gut
rating-4 = 4 – gut
rating-3 = 3 – mittelmäßig
rating-2 = 2 – schlecht
rating-1 = 1 – sehr schlecht
what-should-we-know = Was sollten wir wissen?
tell-us = Absenden
ticket-reopened = Das Ticket ist wieder offen. Sagen Sie uns, was noch fehlt.
thanks-for-telling = Danke für Ihre Rückmeldung.

kb = Wissensdatenbank
kb-text = Antworten auf das, was andere schon gefragt haben.
kb-search = Wissensdatenbank durchsuchen
kb-placeholder = Wonach suchen Sie?
kb-found = Gefunden
kb-all-categories = Alle Kategorien
kb-nothing = Dazu steht hier nichts
kb-nothing-text = Versuchen Sie es mit anderen oder weniger Wörtern, oder fragen Sie uns.
kb-popular = Am meisten gelesen
kb-empty = Noch ist nichts geschrieben
kb-empty-text = Fragen Sie uns stattdessen; wir helfen gern.
kb-empty-here = Hier ist noch nichts geschrieben
kb-articles = Artikel
kb-helped = Hat das geholfen?
kb-yes = Ja
kb-no = Nein
kb-useful = { $useful } von { $votes } fanden es nützlich
kb-stuck = Kommen Sie nicht weiter?
kb-suggest = Vielleicht hilft schon eines davon
kb-too-many-votes = Zu viele Bewertungen von hier. Bitte warten Sie eine Minute.
ask-us = Fragen Sie uns
updated-on = Aktualisiert { $day }
clients = Kunden
clients-only = Nur für Kunden
help = Hilfe
kb-articles-count =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }

downloads = Downloads
downloads-text = Dateien zu dem, was Sie nutzen.
categories = Kategorien
all-files = Alle
download = Herunterladen
downloads-owners = Für Besitzer eines Produkts
downloads-clients = Für Kunden
no-downloads = Noch gibt es nichts herunterzuladen
download-log-in = für { $name }
download-not-yours = Diese Datei ist für Kunden mit einem bestimmten Produkt.

network-status = Netzwerkstatus
network-text = Was gestört ist, was geplant ist, was war.
network-all-right = Alles funktioniert.
network-now = Jetzt
network-planned = Geplant
network-past = Vergangen
network-nothing = Bisher ist nichts passiert
network-affects-you = Betrifft Sie
network-priority = Priorität: { $priority }
network-planned-for = ist für { $day } auf { $server } geplant.
network-affects-since = betrifft Ihre Dienste auf { $server } seit { $day }.
what-we-know = Was wir wissen
network-not-right =
    { $count ->
        [one] Etwas stimmt nicht. Wir sind dran.
       *[other] Einiges stimmt nicht. Wir sind dran.
    }
preview = Vorschau
opened = Eröffnet
