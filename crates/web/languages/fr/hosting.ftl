# Services.

service = Service
services = Services
services-text = Tout ce que vous avez chez nous.
no-services = Pas encore de services
no-services-text = Commandez-en un, et vous trouverez tout à son sujet ici.
see-what-there-is = Voir les offres
order-another = En commander un autre
plan = Offre
next-due = Prochaine échéance
next-due-on = Prochaine échéance le { $day }
host-name = Nom d’hôte
ip-address = Adresse IP
ip-address-further = Autre adresse IP
user-name = Nom d’utilisateur
server = Serveur
addons = Options
addons-further = Ce qui peut être ajouté
addon-ordered = L’option est commandée.
first-payment = Premier paiement
pays-with = Payé avec
since-label = Depuis
power = Alimentation
disk = Disque
traffic = Trafic
used-of = { $name } utilisé
of-size = sur { $limit }
usage = Consommation
usage-period = Période
usage-none = Aucune donnée pour ces jours.
traffic-of-day = Trafic par jour
traffic-of-month = Trafic du mois
of-limit = sur { $limit }
graph-from-to = { $name } du { $from } au { $to } ; la même chose en tableau ci-dessous
cpu-and-network = Processeur et réseau
metrics-see = Voir la charge
metrics-of = Charge de { $name }
metrics-lead = les dernières 24 heures
metrics-none = Rien n’a été mesuré ces dernières 24 heures.
cpu = Processeur
network = Réseau
network-received = Reçu
network-sent = Envoyé
hour = Heure
metrics-highest = maximum
so-much-percent = { $number } %
rate-kbit = { $number } kbit/s
rate-mbit = { $number } Mbit/s
rate-gbit = { $number } Gbit/s
show-as-table = Afficher en tableau
day = Jour
so-many-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
service-pending = Ce service n’est pas encore installé.
service-pending-text = Il commence dès que sa facture est payée et que tout est prêt.
suspended = Ce service est suspendu.
suspended-text = Le plus souvent, une facture est en retard.
see-unpaid = Voir les impayés
something-wrong = Un problème ?
change-plan-or-cycle = Changer d’offre ou de cycle
cancel-this-service = Résilier ce service
request-cancellation = Demander la résiliation

do-poweron = Démarrer
do-reboot = Redémarrer
do-reboot-warning = Les connexions ouvertes sont coupées. Il revient en général en une minute.
do-poweroff = Arrêter
do-poweroff-warning = Il lui est demandé de s’éteindre proprement. La facturation continue pendant l’arrêt.
do-console = Ouvrir l’écran
do-reset = Forcer le redémarrage
do-reset-warning = Il est relancé sans préavis. Ce qui n’est pas enregistré est perdu.
do-rescue = Démarrer le système de secours
do-rescue-warning = Il redémarre dans un système de secours et n’est pas joignable comme d’habitude jusqu’à un nouveau redémarrage.
do-backup = Créer une sauvegarde
do-reinstall = Réinstaller
do-reinstall-warning = Un système neuf y est installé. Toutes les données qu’il contient sont perdues et ne peuvent être récupérées.
do-heading = { $what } : { $service }
do-question = { $what } ?
do-is-done = { $what } : fait.
do-is-pending = { $what } : le fournisseur s’en occupe.
screen-ready = L’écran est prêt
screen-ready-text = Il s’ouvre chez le fournisseur de la machine.
open-it = L’ouvrir

reverse-dns = DNS inverse
reverse-dns-of = DNS inverse de { $name }
reverse-dns-text = Le nom que les autres voient derrière une adresse. Les serveurs de messagerie le demandent : indiquez le nom de votre serveur et faites pointer ce nom vers l’adresse.
reverse-dns-see = Voir et modifier
reverse-dns-set = { $ip } a son nom. Il peut s’écouler une heure avant que tout le monde le voie.
reverse-dns-not-set = Le nom n’a pas été modifié.
reverse-dns-hint = Laissez vide pour le nom que le fournisseur donne de lui-même.
reverse-dns-other = Une autre adresse de votre réseau
reverse-dns-networks = Chaque adresse de ces réseaux peut avoir un nom :
reverse-dns-name = Nom d’hôte
addresses = Adresses
no-addresses = Pas encore d’adresse
enter-an-address = Saisissez une adresse

cancel-question = Résilier { $name } ?
nothing-cancelled = Rien n’a été résilié.
cancel-when = Quand doit-il prendre fin ?
cancel-at-end = À la fin de la période payée
cancel-at-end-text = Le { $day } ; plus rien n’est facturé
cancel-at-once = Immédiatement
cancel-at-once-text = Les données qu’il contient sont perdues
cancel-why = Pourquoi ?
keep-it = Le garder
choose-when-to-end = Choisissez quand il doit prendre fin
tell-us-why = Dites-nous pourquoi, cela nous aide à nous améliorer
cancel-noted = Votre demande de résiliation est enregistrée. D’ici là, vous pouvez la retirer ici.
cancel-noted-already = Vous avez déjà demandé la fin de ce service.
cancel-stands = Ce service se termine le { $day }, comme vous l’avez demandé.
cancel-stands-at-once = Ce service se termine sous peu, comme vous l’avez demandé.
cancel-take-back = Garder le service
cancel-taken-back = Le service continue ; votre demande de résiliation est retirée.

change-plan = Changer d’offre
change-plan-of = Changer l’offre de { $name }
change-plan-text = Actuellement : { $plan }. Ce que vous avez payé sans l’utiliser est déduit du nouveau prix.
nothing-ordered = Rien n’a été commandé.
the-change = Le changement
to-be-paid-now = à payer maintenant
becomes-credit = devient votre crédit
nothing-to-pay-now = Rien à payer maintenant
left-over-is-kept = { $amount } de la formule actuelle, payés et non utilisés, ne sont pas remboursés.
for-days-of =
    { $days ->
        [one] Pour { $days } jour jusqu’à la prochaine échéance, sur les { $of } jours de la période.
       *[other] Pour les { $days } jours jusqu’à la prochaine échéance, sur les { $of } jours de la période.
    }
order-the-change = Commander le changement
choose-another = En choisir une autre
change-not-now = Pas maintenant
change-not-now-text = L’offre d’un service actif peut être changée.
change-needs-payment = La facture { $number } doit être payée avant que l’offre puisse être changée.
back-to-service = Retour au service
your-plan = votre offre
show-price = Afficher le prix
keep-plan = Garder l’offre
choose-plan = Choisissez une offre
change-ordered = Le changement est commandé. Il est effectué une fois sa facture payée.
change-made = Le changement est effectué.
