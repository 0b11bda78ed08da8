# Ce que dit chaque page.

save = Enregistrer
cancel = Résilier
delete = Supprimer
back = Retour
not-now = Pas maintenant
send = Envoyer
print = Imprimer
all = Toutes
more = Plus
optional = facultatif
on = activé
off = désactivé
switch-on = Activer
switch-off = Désactiver
copied = Copié
copy-this = Copier { $what }
date = Date
status = Statut
actions = Actions
amount = Montant
price = Prix
total = Total
subtotal = Sous-total
tax = Taxe
description = Description
reference = Référence
settings = Paramètres
details = Détails
since = Depuis le { $day }
today = aujourd’hui
in-days =
    { $count ->
        [one] dans { $count } jour
       *[other] dans { $count } jours
    }
years =
    { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
page-of = Page { $page } sur { $last }
pages = Pages
previous = Précédent
next = Suivant
nothing-changed = Rien n’a été modifié.
look-at-fields =
    { $count ->
        [one] Veuillez vérifier le champ signalé.
       *[other] Veuillez vérifier les champs signalés.
    }

skip-to-content = Aller au contenu
switch-theme = Basculer entre clair et sombre
language = Langue
breadcrumb = Fil d’Ariane
nav-main = Menu principal
nav-main-compact = Menu principal, compact
nav-further = Autres pages
start-page-of = { $company }, page d’accueil
client-area-of = { $company }, espace client
home = Accueil
store = Boutique
cart = Panier
news = Actualités
client-area = Espace client
account-of = Compte de { $name }
log-out = Se déconnecter
stay = Rester
runs-on = Propulsé par Hostler
frame-description = Hébergement, serveurs et domaines par { $company }

to-home-page = Vers votre accueil
to-start-page = Vers la page d’accueil
ask-support = Demander au support
ask-about-it = Poser une question

error-nothing-here = Il n’y a rien ici
error-nothing-here-text = La page a été déplacée ou n’a jamais existé.
error-away = Accès impossible depuis cette adresse
banned-until = Votre adresse est bloquée jusqu’au { $until } : { $reason }
error-did-not-work = Cela n’a pas fonctionné
error-not-offered = Non disponible ici
error-not-offered-text = Le système de facturation derrière cette page ne propose pas cela.
error-moment = Un instant, s’il vous plaît
error-moment-text = Le système de facturation derrière cette page ne répond pas. Veuillez réessayer dans une minute.
error-no-room = Rien ne peut être enregistré pour le moment
error-no-room-text = Rien n’a été modifié. Vous pouvez continuer à lire ; veuillez réessayer plus tard.
error-our-fault = C’est notre faute
error-our-fault-text = Une erreur est survenue de notre côté ; rien n’est perdu. Veuillez réessayer et, si cela persiste, indiquez-nous le numéro { $id }.
error-stale = Ce formulaire est trop ancien
error-stale-text = Rien n’a été modifié. Revenez en arrière, rechargez la page et renvoyez le formulaire.
send-again = Envoyer à nouveau
send-again-text = Quelqu’un s’est reconnecté depuis l’ouverture de cette page. Ce que vous avez écrit n’est pas perdu : envoyez-le à nouveau si vous le voulez toujours.
error-unreadable = Ce formulaire est illisible
error-unreadable-text = Rien n’a été modifié. Les fichiers sont-ils trop volumineux ? Revenez en arrière : ce que vous avez écrit devrait encore y être.
error-nul = Le champ { $field } contient un caractère qui ne peut pas être enregistré (NUL).
error-no-client = Il n’y a pas de compte client
error-no-client-text = Cet identifiant existe, mais n’appartient à aucun client. Demandez-nous, ou à la personne qui vous a invité.
error-not-permitted = Vous n’y avez pas accès
error-not-permitted-text = Le titulaire de ce compte décide de ce que vous pouvez voir et faire. Demandez-lui l’accès.
error-try-again = Veuillez réessayer

announcements = Annonces
announcements-all = Toutes les annonces
no-news = Pas de nouvelles
no-news-text = Bonne nouvelle.

hello = Bonjour { $name }
welcome-to = Bienvenue chez { $company }
welcome-text = Il n’y a encore rien ici. Commandez votre premier service, et cette page montrera ce que vous avez et ce que cela coûte.
invoices-wait =
    { $count ->
        [one] { $count } facture vous attend.
       *[other] { $count } factures vous attendent.
    }
nothing-waits = Rien ne vous attend.
order = Commander
credit = Crédit
open-tickets = Tickets ouverts
to-be-paid = À payer
pay-all = Tout payer
your-services = Vos services
all-services = Tous les services
renews-soon = Renouvellements à venir
nothing-renews-soon = Aucun renouvellement prochain
nothing-renews-soon-text = Les services renouvelés dans les 30 jours apparaissent ici.
too-long = C’est plus long que { $count } caractères
