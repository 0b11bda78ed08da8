# Mots du protocole.

status-active = Actif
status-pending = En attente
status-suspended = Suspendu
status-terminated = Terminé
status-cancelled = Annulé
status-fraud = Fraude
status-completed = Achevé
status-expired = Expiré
status-grace = Période de grâce
status-redemption = Période de rachat
status-pending-transfer = Transfert en cours
status-pending-registration = Enregistrement en cours
status-transferred-away = Transféré ailleurs
status-unpaid = Impayé
status-paid = Payé
status-overdue = En retard
status-draft = Brouillon
status-refunded = Remboursé
status-collections = Recouvrement
status-payment-pending = Paiement en cours
status-delivered = Envoyé
status-accepted = Accepté
status-on-hold = En suspens
status-lost = Perdu
status-dead = Abandonné
status-open = Ouvert
status-answered = Répondu
status-customer-reply = Réponse du client
status-closed = Fermé
status-in-progress = En cours
status-reported = Signalé
status-investigating = En cours d’analyse
status-outage = Panne
status-scheduled = Planifié
status-resolved = Résolu

cycle-monthly = Mensuel
cycle-quarterly = Trimestriel
cycle-semiannually = Semestriel
cycle-annually = Annuel
cycle-biennially = Tous les 2 ans
cycle-triennially = Tous les 3 ans

each-monthly = par mois
each-quarterly = par trimestre
each-semi-annually = par semestre
each-semiannually = par semestre
each-annually = par an
each-biennially = tous les 2 ans
each-triennially = tous les 3 ans
each-one-time = une fois
each-onetime = une fois
each-free-account = gratuit
each-free = gratuit

per-monthly = mois
per-quarterly = 3 mois
per-semiannually = 6 mois
per-annually = an
per-biennially = 2 ans
per-triennially = 3 ans

priority-low = Basse
priority-medium = Moyenne
priority-high = Haute
priority-critical = Critique
