# Support.

support = Support
support-text = Vos échanges avec nous.
ticket = Ticket
tickets = Tickets
ticket-new = Nouveau ticket
ticket-open = Ouvrir un ticket
ticket-open-this = Ouvrir le ticket
no-ticket-opened = Aucun ticket n’a été ouvert.
answered-count = répondus
no-tickets = Pas de tickets ici
no-tickets-text = Demandez-nous ce que vous voulez ; ceux qui répondent exploitent les serveurs.
nobody-takes-tickets = Personne ne prend encore de tickets
nobody-takes-messages = Personne ne prend encore de messages
no-department = La société n’a pas créé de service d’assistance.
subject = Objet
number = Numéro
last-change = Dernière activité
priority = Priorité
department = Service
message = Message
message-hint = Que s’est-il passé, qu’attendiez-vous, depuis quand ?
files-hint = { $types } ; au plus { $count } fichiers, { $size } au total
files-hint-any = Au plus { $count } fichiers, { $size } au total
files-too-large = Ces fichiers dépassent { $size } au total. Choisissez-en moins ou de plus petits.
message-not-sent = Votre message n’a pas été envoyé.
message-sent = Votre message est envoyé.
about-service = Concerne
none-in-particular = Aucun en particulier
files = Fichiers
opened-on = ouvert le { $day }
close = Fermer
reply = Répondre
reply-opens = Le rouvrir avec une réponse
staff = Équipe
ticket-is-open = Le ticket est ouvert. Nous répondons ici et par e-mail.
ticket-is-closed = Le ticket est fermé. Une réponse le rouvre.
enter-subject = Saisissez un objet
write-message = Écrivez un message
choose-department = Choisissez un service
too-many-files = Au plus { $most } fichiers à la fois
list-all = Tous
list-open = Ouverts
list-answered = Répondus
list-closed = Fermés

contact-text = Écrivez-nous ; la réponse arrive par e-mail. Vous avez un compte ?
contact-to = À
nothing-sent = Rien n’a été envoyé.
too-many-messages = Trop de messages depuis cette adresse. Veuillez patienter quelques minutes.
contact-sent = Merci. Votre message est le ticket { $number } ; nous répondons par e-mail.

open-again = Rouvrir
you-rated-this = Vous avez noté ceci
was-this-helpful = Cette réponse vous a-t-elle aidé ?
rating-of-five = { $number } sur 5
how-did-it-go = Comment cela s’est-il passé ?
in-all = Dans l’ensemble
rating-5 = 5 – très bien
rating-4 = 4 – bien
rating-3 = 3 – moyennement
rating-2 = 2 – mal
rating-1 = 1 – très mal
what-should-we-know = Que devrions-nous savoir ?
tell-us = Nous le dire
ticket-reopened = Le ticket est rouvert. Dites-nous ce qui manque.
thanks-for-telling = Merci pour votre retour.

kb = Base de connaissances
kb-text = Des réponses à ce que d’autres ont déjà demandé.
kb-search = Chercher dans la base de connaissances
kb-placeholder = Que cherchez-vous ?
kb-found = Trouvé
kb-all-categories = Toutes les catégories
kb-nothing = Rien n’est dit à ce sujet
kb-nothing-text = Essayez d’autres mots, ou moins de mots, ou demandez-nous.
kb-popular = Les plus lus
kb-empty = Rien n’est encore écrit
kb-empty-text = Demandez-nous plutôt ; nous vous aidons volontiers.
kb-empty-here = Rien n’est encore écrit ici
kb-articles = Articles
kb-helped = Cela vous a-t-il aidé ?
kb-yes = Oui
kb-no = Non
kb-useful = { $useful } sur { $votes } l’ont trouvé utile
kb-stuck = Toujours bloqué ?
kb-suggest = L’un de ceux-ci vous aide peut-être déjà
kb-too-many-votes = Trop de votes depuis cette adresse. Veuillez patienter une minute.
ask-us = Demandez-nous
updated-on = Mis à jour le { $day }
clients = Clients
clients-only = Réservé aux clients
help = Aide
kb-articles-count =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }

downloads = Téléchargements
downloads-text = Des fichiers pour ce que vous utilisez.
categories = Catégories
all-files = Tous
download = Télécharger
downloads-owners = Pour les détenteurs d’un produit
downloads-clients = Pour les clients
no-downloads = Il n’y a encore rien à télécharger
download-log-in = pour { $name }
download-not-yours = Ce fichier est réservé aux clients qui ont un certain produit.

network-status = État du réseau
network-text = Ce qui est en panne, ce qui est prévu, ce qui a été.
network-all-right = Tout fonctionne.
network-now = Maintenant
network-planned = Prévu
network-past = Passé
network-nothing = Rien ne s’est encore produit
network-affects-you = Vous concerne
network-priority = priorité : { $priority }
network-planned-for = est prévu le { $day } sur { $server }.
network-affects-since = touche vos services sur { $server } depuis le { $day }.
what-we-know = Ce que nous savons
network-not-right =
    { $count ->
        [one] Quelque chose ne va pas. Nous nous en occupons.
       *[other] Plusieurs choses ne vont pas. Nous nous en occupons.
    }
preview = Aperçu
opened = Ouvert le
