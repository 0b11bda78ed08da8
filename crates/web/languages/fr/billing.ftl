# Factures et paiements.

billing = Facturation
invoice = Facture
invoices = Factures
invoices-all = Toutes les factures
invoice-numbered = Facture { $number }
invoices-unpaid = Factures impayées
unpaid-count = impayées
no-invoices = Pas de factures ici
no-invoices-text = Les factures apparaissent lorsque vous commandez et avant chaque renouvellement.
everything-paid = Tout est payé
everything-paid-text = Les nouvelles factures apparaissent ici et arrivent par e-mail.
due = Échéance
due-on = Échéance le { $day }
due-since = échéance le { $day }
overdue-since = En retard depuis le { $day }
paid = Payée
from = De
to = À
for = Pour
about = Objet
way = Moyen
what = Libellé
payments = Paiements
lines-of-invoice = Lignes de la facture
payments-of-invoice = Paiements de cette facture
credit-notes = Avoirs
still-to-pay = Reste à payer
pay = Payer
pay-amount = Payer { $amount }
pay-invoice-numbered = la facture { $number }
pay-this-invoice = Payer cette facture
pay-with = Payer avec
pay-several = Payer plusieurs factures
pay-several-short = En payer plusieurs
pay-several-text = Une facture unique est créée pour régler celles que vous choisissez.
nothing-paid = Rien n’a été payé.
paid-at-once = Payé immédiatement
paid-away = Sur sa propre page
told-how = On vous indique comment
paid-next-step = Payé à l’étape suivante
get-invoice = Vous recevez une facture
go-on-to-pay = Continuer vers le paiement
one-step-left = Encore une étape
at-provider = Le paiement s’effectue sur le site du prestataire de paiement.
invoice-paid-thanks = Merci, la facture est payée.
payment-under-way = Le paiement est en cours. Nous vous prévenons dès qu’il est arrivé.
confirm-payment = Confirmer le paiement
confirm-payment-text = Votre banque demande si ce paiement vient de vous. Cette page tient lieu de banque : dans le bac à sable, aucun argent ne circule.
confirm-payment-to = Payé à
confirm-payment-approve = Approuver
confirm-payment-decline = Refuser
payment-declined = Le paiement a été refusé. Rien n’a été payé.
confirm-payment-gone = Rien à confirmer ici
confirm-payment-gone-text = Le paiement a déjà reçu une réponse, ou le délai est passé. La facture dit ce qui reste à payer.
confirm-payment-needed = La banque souhaite que vous approuviez ce paiement avant de débiter la carte.
choose-how-to-pay = Choisissez un moyen de paiement
no-way-to-pay = Il n’y a pas encore de moyen de paiement ici : rien ne peut être commandé ni payé en ligne pour le moment.
chosen-together = Total des factures choisies
add-up-again = Recalculer le total
choose-invoices = Choisissez les factures à payer
one-pays-others = Cette facture unique règle les autres.
paid-with-others = Elle a été réglée avec d’autres par une seule facture.
asked-with-others = Vous avez choisi de la régler avec d’autres. Payez l’une ou l’autre : ce qui est payé n’est pas redemandé.
see-that-invoice = Voir cette facture
download-pdf = Télécharger en PDF
download-xml = Facture électronique (XML)
question-about-invoice = Question sur la facture { $number }

card = Carte
card-number = Numéro de carte
card-expires = Expiration
card-code = Code de sécurité
card-code-hint = Trois chiffres au dos
card-expiry-hint = Mois et année : 12/30
card-sandbox = Ceci est un environnement de test : utilisez la carte { $number } avec n’importe quelle date future. Aucun argent n’est débité.
card-add = Ajouter une carte
card-add-by-paying = Une carte est enregistrée lorsque vous payez une facture sur la page du prestataire de paiement et que vous l’acceptez. Les numéros de carte ne se saisissent jamais ici.
card-name = Votre nom pour elle
card-first = Débiter cette carte en premier
card-keep = Enregistrer la carte
cards-kept = Moyens enregistrés
card-kept-word = enregistrée
card-kept-with-us = enregistré chez nous
pay-keep = Conserver pour les paiements automatiques
pay-keep-hint = Les prochaines factures seront débitées à leur échéance. Vous pouvez le supprimer à tout moment dans Facturation.
card-until = jusqu’au { $date }
charged-first = débitée en premier
charge-first = Débiter en premier
forget = Supprimer
no-cards = Rien n’est enregistré pour l’instant
no-cards-text = Une carte enregistrée paie les renouvellements automatiquement. Nous ne revoyons jamais son numéro ; le prestataire de paiement le conserve.
no-card-kept = Aucune carte n’a été enregistrée.
card-is-kept = La carte est enregistrée.
card-is-forgotten = La carte est supprimée.
card-is-first = Cette carte sera désormais débitée en premier.
enter-card-number = Saisissez un numéro de carte
enter-card-expiry = Saisissez le mois et l’année, par exemple 12/30
enter-card-code = Saisissez les trois chiffres au dos

add-funds = Ajouter des fonds
credit-now = de crédit actuel
credit-pays = Le crédit paie automatiquement vos prochaines factures.
sure-card = Les renouvellements ne seront plus débités avec.
funds-between = De { $least } à { $most }
payment-pending-text = Votre paiement est en cours. La facture sera payée dès que le prestataire le confirme ; inutile de payer à nouveau.
credit-have = Vous avez { $amount } de crédit.
credit-comes-first = Votre crédit de { $amount } est utilisé d’abord.
credit-amount = À utiliser
credit-amount-hint = Vide : autant que nécessaire
credit-use = Utiliser le crédit
credit-used-paid = Le crédit a été utilisé. La facture est payée.
credit-used-rest = Le crédit a été utilisé. Le reste est encore à payer.
nothing-added = Rien n’a été ajouté.
make-invoice = Créer la facture
such-as = Par exemple { $example }
enter-amount = Saisissez un montant, par exemple { $example }
funds-invoice = Payez cette facture, et le montant devient votre crédit.

quote = Devis
quotes = Devis
quote-numbered = Devis { $number }
no-quotes = Aucun devis
no-quotes-text = Demandez-nous une offre, elle apparaîtra ici.
ask-for-quote = Demander un devis
valid-until = Valable jusqu’au
stage = Étape
quantity = Quantité
discount = Remise
lines-of-quote = Lignes du devis
accept-quote = Accepter ce devis
accept-quote-text = Une facture en est tirée, que vous pouvez payer aussitôt.
quote-lapsed = Ce devis a expiré. Demandez-nous-en un nouveau.
quote-accepted-invoice = Merci. Le devis est accepté ; voici sa facture.
quote-accepted = Merci, il est accepté.
decline-quote = Refuser ce devis
decline-quote-text = Il est alors clos. Demandez-nous-en un autre si vous le souhaitez.
decline-quote-sure = Refuser
quote-declined = Merci de nous l’avoir dit. Le devis est refusé.
question-about-quote = Question sur le devis { $number }

transactions = Transactions
no-transactions = Pas encore de transactions
no-transactions-text = Les paiements et remboursements figurent ici.

statement = Relevé de compte
first-day = Premier jour
last-day = Dernier jour
opening-balance = Solde initial
closing-balance = Solde final
charged = Facturé
settled = Réglé
balance-then = Solde
below-zero-is-credit = Un solde négatif est un crédit dont vous disposez chez nous.

proof-title = Déjà payé ?
pay-by-hand = Comment payer : { $way }
proof-text = Envoyez-nous le justificatif de votre virement afin que nous trouvions plus vite votre paiement.
proofs-of-invoice = Justificatifs de ce paiement
proof-pending = En cours d’examen
proof-verified = Paiement trouvé
proof-rejected = Non accepté
proof-file = Justificatif
proof-reference = Numéro du paiement
proof-note = Message
proof-send = Envoyer le justificatif
proof-sent = Merci. Nous l’examinons et enregistrons votre paiement.
choose-a-file = Choisissez un fichier

how-computed = Détail du calcul
how-computed-each = Détail du calcul pour une unité
how-tax-computed = Calcul de la taxe
how-setup = Frais de mise en service de { $what }
how-setup-apart = Frais de mise en service, sur une ligne à part
how-years =
    { $what } pour { $years ->
        [one] { $years } an
       *[other] { $years } ans
    }
how-group-discount = Remise de votre groupe
how-set-by-staff = Prix convenu avec nous
how-prorated = Partie d’une période, jusqu’au { $until }
how-recurring = Prix habituel
how-paid-already = { $what } : déjà payé
how-promotion = Promotion
how-promotion-code = Code promotionnel { $promotion }
how-late-fee = Frais de retard
how-yearly = Prix d’une année
how-share =
    { $years ->
        [one] { $years } an et { $days } jours sur { $ofdays }
       *[other] { $years } ans et { $days } jours sur { $ofdays }
    }
how-share-years =
    { $years ->
        [one] { $years } an
       *[other] { $years } ans
    }
how-share-days = { $days } jours sur { $ofdays }
how-days-left = Nouveau prix pour les jours restants
how-days-left-less = Nouveau prix pour les jours restants, moins la promotion { $less }
how-days-unused = Jours payés et non utilisés
how-days-unused-less = Jours payés et non utilisés, moins la promotion { $less }
how-tax-contained = Taxe comprise dans le prix
how-exempt = Sans taxe : vous êtes exonéré
how-reverse-charge = Sans taxe : vous la déclarez vous-même (autoliquidation)
how-not-taxed = Non taxé
how-no-rate = Sans taxe : aucune ne s’applique chez vous
how-tax-share = { $tax } : part de cette ligne sur { $of }
how-tax-first = Taxe
how-tax-second = Seconde taxe
how-tax-named = { $name } { $rate } %
how-tax-on = { $tax } sur les lignes taxées, { $basis } : { $exact }, arrondi à { $rounded }
how-tax-on-both = { $tax } sur les lignes taxées et la première taxe, { $basis } : { $exact }, arrondi à { $rounded }
how-tax-in = { $tax } comprise dans les lignes taxées, { $basis } avec elle : { $exact }, arrondi à { $rounded }
how-tax-in-without = { $tax } comprise dans les lignes taxées sans la seconde taxe, { $basis } : { $exact }, arrondi à { $rounded }
