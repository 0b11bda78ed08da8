# Wörter des Protokolls, wie Menschen sie lesen.

status-active = Aktiv
status-pending = Ausstehend
status-suspended = Gesperrt
status-terminated = Beendet
status-cancelled = Storniert
status-fraud = Betrug
status-completed = Abgeschlossen
status-expired = Abgelaufen
status-grace = Nachfrist
status-redemption = Wiederherstellungsfrist
status-pending-transfer = Transfer läuft
status-pending-registration = Registrierung läuft
status-transferred-away = Umgezogen
status-unpaid = Offen
status-paid = Bezahlt
status-overdue = Überfällig
status-draft = Entwurf
status-refunded = Erstattet
status-collections = Inkasso
status-payment-pending = Zahlung unterwegs
status-delivered = Übermittelt
status-accepted = Angenommen
status-on-hold = Zurückgestellt
status-lost = Abgelehnt
status-dead = Erledigt
status-open = Offen
status-answered = Beantwortet
status-customer-reply = Kundenantwort
status-closed = Geschlossen
status-in-progress = In Arbeit
status-reported = Gemeldet
status-investigating = In Untersuchung
status-outage = Ausfall
status-scheduled = Geplant
status-resolved = Behoben

cycle-monthly = Monatlich
cycle-quarterly = Vierteljährlich
cycle-semiannually = Halbjährlich
cycle-annually = Jährlich
cycle-biennially = Alle 2 Jahre
cycle-triennially = Alle 3 Jahre

each-monthly = monatlich
each-quarterly = vierteljährlich
each-semi-annually = halbjährlich
each-semiannually = halbjährlich
each-annually = jährlich
each-biennially = alle 2 Jahre
each-triennially = alle 3 Jahre
each-one-time = einmalig
each-onetime = einmalig
each-free-account = kostenlos
each-free = kostenlos

per-monthly = Monat
per-quarterly = 3 Monate
per-semiannually = 6 Monate
per-annually = Jahr
per-biennially = 2 Jahre
per-triennially = 3 Jahre

priority-low = Niedrig
priority-medium = Mittel
priority-high = Hoch
priority-critical = Kritisch
