# Rechnungen, Angebote, Zahlungen und Guthaben.

billing = Abrechnung
invoice = Rechnung
invoices = Rechnungen
invoices-all = Alle Rechnungen
invoice-numbered = Rechnung { $number }
invoices-unpaid = Offene Rechnungen
unpaid-count = offen
no-invoices = Hier sind keine Rechnungen
no-invoices-text = Rechnungen erscheinen, wenn Sie bestellen und bevor sich ein Dienst verlängert.
everything-paid = Alles ist bezahlt
everything-paid-text = Neue Rechnungen erscheinen hier und kommen per E-Mail.
due = Fällig
due-on = Fällig am { $day }
due-since = fällig am { $day }
overdue-since = Überfällig seit { $day }
paid = Bezahlt
from = Von
to = An
for = Für
about = Betreff
way = Zahlungsweg
what = Was
payments = Zahlungen
lines-of-invoice = Posten der Rechnung
payments-of-invoice = Zahlungen zu dieser Rechnung
credit-notes = Gutschriften
still-to-pay = Noch zu zahlen
pay = Bezahlen
pay-amount = { $amount } bezahlen
pay-invoice-numbered = Rechnung { $number }
pay-this-invoice = Diese Rechnung bezahlen
pay-with = Bezahlen mit
pay-several = Mehrere Rechnungen bezahlen
pay-several-short = Mehrere bezahlen
pay-several-text = Aus den gewählten Rechnungen wird eine, mit der Sie alle bezahlen.
nothing-paid = Es wurde nichts bezahlt.
paid-at-once = Sofort bezahlt
paid-away = Auf dessen eigener Seite
told-how = Sie erfahren, wie
paid-next-step = Bezahlt im nächsten Schritt
get-invoice = Sie erhalten eine Rechnung
go-on-to-pay = Weiter zum Bezahlen
one-step-left = Ein Schritt fehlt noch
at-provider = Die Zahlung erfolgt auf der Seite des Zahlungsanbieters.
invoice-paid-thanks = Danke, die Rechnung ist bezahlt.
payment-under-way = Die Zahlung ist unterwegs. Wir melden uns, wenn sie eingegangen ist.
confirm-payment = Zahlung bestätigen
confirm-payment-text = Ihre Bank fragt, ob diese Zahlung von Ihnen ist. Diese Seite steht für die Bank: In der Sandbox fließt kein Geld.
confirm-payment-to = Zahlung an
confirm-payment-approve = Bestätigen
confirm-payment-decline = Ablehnen
payment-declined = Die Zahlung wurde abgelehnt. Es wurde nichts bezahlt.
confirm-payment-gone = Hier ist nichts zu bestätigen
confirm-payment-gone-text = Die Zahlung wurde schon beantwortet, oder ihre Zeit ist um. Die Rechnung sagt, was noch zu bezahlen ist.
confirm-payment-needed = Die Bank möchte, dass Sie diese Zahlung bestätigen, bevor die Karte belastet wird.
choose-how-to-pay = Wählen Sie eine Zahlungsart
no-way-to-pay = Hier gibt es noch keine Zahlungsart; online kann derzeit nichts bestellt oder bezahlt werden.
chosen-together = Ausgewählt, zusammen
add-up-again = Neu zusammenrechnen
choose-invoices = Wählen Sie die Rechnungen, die Sie bezahlen möchten
one-pays-others = Mit dieser einen Rechnung bezahlen Sie die anderen.
paid-with-others = Sie wurde zusammen mit anderen über eine einzige Rechnung bezahlt.
asked-with-others = Sie wollten sie zusammen mit anderen bezahlen. Bezahlen Sie die eine oder die andere: Bezahltes wird nicht noch einmal verlangt.
see-that-invoice = Diese Rechnung ansehen
download-pdf = Als PDF herunterladen
download-xml = E-Rechnung (XML)
question-about-invoice = Frage zur Rechnung { $number }

card = Karte
card-number = Kartennummer
card-expires = Gültig bis
card-code = Prüfziffer
card-code-hint = Drei Ziffern auf der Rückseite
card-expiry-hint = Monat und Jahr: 12/30
card-sandbox = Dies ist eine Testumgebung: Verwenden Sie die Karte { $number } mit einem beliebigen künftigen Datum. Es fließt kein Geld.
card-add = Karte hinzufügen
card-add-by-paying = Eine Karte wird gespeichert, wenn Sie eine Rechnung auf der Seite des Zahlungsanbieters bezahlen und dem zustimmen. Kartennummern werden nie hier eingegeben.
card-name = Ihr Name dafür
card-first = Diese Karte zuerst belasten
card-keep = Karte speichern
cards-kept = Gespeicherte Zahlungsarten
card-kept-word = gespeichert
card-kept-with-us = bei uns gespeichert
pay-keep = Für automatische Zahlungen merken
pay-keep-hint = Spätere Rechnungen werden bei Fälligkeit damit bezahlt. Unter Abrechnung können Sie es jederzeit löschen.
card-until = bis { $date }
charged-first = wird zuerst belastet
charge-first = Zuerst belasten
forget = Entfernen
no-cards = Noch nichts gespeichert
no-cards-text = Eine gespeicherte Karte bezahlt Verlängerungen von selbst. Wir sehen ihre Nummer nie wieder; sie liegt beim Zahlungsanbieter.
no-card-kept = Es wurde keine Karte gespeichert.
card-is-kept = Die Karte ist gespeichert.
card-is-forgotten = Die Karte ist entfernt.
card-is-first = Diese Karte wird ab jetzt zuerst belastet.
enter-card-number = Geben Sie eine Kartennummer ein
enter-card-expiry = Geben Sie Monat und Jahr ein, etwa 12/30
enter-card-code = Geben Sie die drei Ziffern von der Rückseite ein

add-funds = Guthaben aufladen
credit-now = Guthaben derzeit
credit-pays = Guthaben bezahlt Ihre nächsten Rechnungen von selbst.
sure-card = Verlängerungen werden nicht mehr damit bezahlt.
funds-between = Von { $least } bis { $most }
payment-pending-text = Ihre Zahlung ist unterwegs. Die Rechnung ist bezahlt, sobald der Anbieter sie bestätigt; Sie müssen nicht noch einmal zahlen.
credit-have = Sie haben { $amount } Guthaben.
credit-comes-first = Ihr Guthaben von { $amount } wird zuerst verwendet.
credit-amount = Davon verwenden
credit-amount-hint = Leer: so viel wie nötig
credit-use = Guthaben verwenden
credit-used-paid = Das Guthaben wurde verwendet. Die Rechnung ist bezahlt.
credit-used-rest = Das Guthaben wurde verwendet. Der Rest ist noch zu zahlen.
nothing-added = Es wurde nichts aufgeladen.
make-invoice = Rechnung erstellen
such-as = Zum Beispiel { $example }
enter-amount = Geben Sie einen Betrag ein, zum Beispiel { $example }
funds-invoice = Bezahlen Sie diese Rechnung, dann ist der Betrag Ihr Guthaben.

quote = Angebot
quotes = Angebote
quote-numbered = Angebot { $number }
no-quotes = Keine Angebote
no-quotes-text = Fragen Sie uns nach einem Angebot, dann erscheint es hier.
ask-for-quote = Angebot anfragen
valid-until = Gültig bis
stage = Stand
quantity = Menge
discount = Rabatt
lines-of-quote = Posten des Angebots
accept-quote = Dieses Angebot annehmen
accept-quote-text = Daraus wird eine Rechnung, die Sie sofort bezahlen können.
quote-lapsed = Dieses Angebot ist abgelaufen. Fragen Sie uns nach einem neuen.
quote-accepted-invoice = Danke. Das Angebot ist angenommen; dies ist seine Rechnung.
quote-accepted = Danke, es ist angenommen.
decline-quote = Dieses Angebot ablehnen
decline-quote-text = Es ist damit erledigt. Fragen Sie uns, wenn Sie ein anderes möchten.
decline-quote-sure = Ablehnen
quote-declined = Danke für die Nachricht. Das Angebot ist abgelehnt.
question-about-quote = Frage zum Angebot { $number }

transactions = Zahlungsverkehr
no-transactions = Noch keine Zahlungen
no-transactions-text = Zahlungen und Erstattungen stehen hier.

statement = Kontoauszug
first-day = Erster Tag
last-day = Letzter Tag
opening-balance = Anfangssaldo
closing-balance = Endsaldo
charged = Belastet
settled = Beglichen
balance-then = Saldo
below-zero-is-credit = Ein Saldo unter null ist Ihr Guthaben bei uns.

proof-title = Schon bezahlt?
pay-by-hand = So bezahlen Sie: { $way }
proof-text = Senden Sie uns den Beleg Ihrer Überweisung, dann finden wir Ihre Zahlung schneller.
proofs-of-invoice = Belege zu dieser Zahlung
proof-pending = Wird geprüft
proof-verified = Zahlung gefunden
proof-rejected = Nicht anerkannt
proof-file = Beleg
proof-reference = Nummer der Zahlung
proof-note = Nachricht
proof-send = Beleg senden
proof-sent = Danke. Wir sehen ihn uns an und buchen Ihre Zahlung.
choose-a-file = Wählen Sie eine Datei

how-computed = So wurde gerechnet
how-computed-each = So wurde bei einem davon gerechnet
how-tax-computed = So wurde die Steuer berechnet
how-setup = Einrichtung von { $what }
how-setup-apart = Einrichtung, in einer eigenen Zeile
how-years =
    { $what } für { $years ->
        [one] { $years } Jahr
       *[other] { $years } Jahre
    }
how-group-discount = Rabatt Ihrer Gruppe
how-set-by-staff = Mit uns vereinbarter Preis
how-prorated = Teil eines Zeitraums, bis { $until }
how-recurring = Regulärer Preis
how-paid-already = { $what }: schon bezahlt
how-promotion = Aktion
how-promotion-code = Aktion { $promotion }
how-late-fee = Mahngebühr
how-yearly = Preis eines Jahres
how-share =
    { $years ->
        [one] { $years } Jahr und { $days } von { $ofdays } Tagen
       *[other] { $years } Jahre und { $days } von { $ofdays } Tagen
    }
how-share-years =
    { $years ->
        [one] { $years } Jahr
       *[other] { $years } Jahre
    }
how-share-days = { $days } von { $ofdays } Tagen
how-days-left = Neuer Preis für die übrigen Tage
how-days-left-less = Neuer Preis für die übrigen Tage, abzüglich der Aktion { $less }
how-days-unused = Bezahlte und nicht genutzte Tage
how-days-unused-less = Bezahlte und nicht genutzte Tage, abzüglich der Aktion { $less }
how-tax-contained = Im Preis enthaltene Steuer
how-exempt = Keine Steuer: Sie sind befreit
how-reverse-charge = Keine Steuer: Sie schulden sie selbst (Reverse Charge)
how-not-taxed = Nicht besteuert
how-no-rate = Keine Steuer: an Ihrem Ort fällt keine an
how-tax-share = { $tax }: Anteil dieser Zeile an { $of }
how-tax-first = Steuer
how-tax-second = Zweite Steuer
how-tax-named = { $name } { $rate } %
how-tax-on = { $tax } auf die besteuerten Zeilen, { $basis }: { $exact }, gerundet { $rounded }
how-tax-on-both = { $tax } auf die besteuerten Zeilen und die erste Steuer, { $basis }: { $exact }, gerundet { $rounded }
how-tax-in = { $tax } in den besteuerten Zeilen, mit ihr { $basis }: { $exact }, gerundet { $rounded }
how-tax-in-without = { $tax } in den besteuerten Zeilen ohne die zweite Steuer, { $basis }: { $exact }, gerundet { $rounded }
