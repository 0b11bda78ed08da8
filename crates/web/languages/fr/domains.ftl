# Domaines.

domain = Domaine
domains = Domaines
domains-text = Les noms que vous détenez chez nous.
no-domains = Pas encore de domaines
no-domains-text = Trouvez un nom libre et faites-en le vôtre.
find-domain = Chercher un domaine
expires = Expire le
expires-on = Expire le { $day }
registered = Enregistré le
renewal = Renouvellement
by-itself = automatique
for-years =
    { $count ->
        [one] pour { $count } an
       *[other] pour { $count } ans
    }
registrar-cannot-be-asked = Le registrar est injoignable pour le moment : { $why }
name-servers = Serveurs de noms
name-server-numbered = Serveur de noms { $number }
name-servers-not-changed = Les serveurs de noms n’ont pas été modifiés.
name-servers-save = Enregistrer les serveurs de noms
name-servers-set = Les serveurs de noms sont définis. La propagation prend quelques heures.
enter-name-server = Saisissez un serveur de noms
enter-second-name-server = Saisissez un second serveur de noms
renew-by-itself = Renouveler automatiquement
renew-by-itself-text = Une facture arrive avant l’expiration
transfer-lock = Verrou de transfert
transfer-lock-text = Personne ne peut emporter le nom
lock = Verrouiller
unlock = Déverrouiller
hide-owner = Masquer le titulaire
hide-owner-text = Votre adresse n’est pas visible de tous
hide = Masquer
show = Afficher
domain-owner = Titulaire
domain-owner-text = Qui détient le domaine, selon le registre
domain-owner-of = Titulaire de { $name }
owner-of-domain = Titulaire du domaine
change = Modifier
change-the-owner = le titulaire
move-elsewhere = Transférer ailleurs
move-elsewhere-text = Le code que demande un autre fournisseur
get-code = Obtenir le code
active-only = Un domaine actif peut être géré ici.
years-label = Années
renew = Renouveler
transfer-code = Code de transfert
transfer-code-of = Code de transfert de { $name }
transfer-code-text = Ne le donnez qu’au fournisseur vers lequel le domaine doit partir : qui le possède peut prendre le nom.
the-code = le code
back-to-domain = Retour au domaine
registrar-told-nothing = Rien n’a été transmis au registrar.
save-owner = Enregistrer le titulaire
country-two-letters = Pays, deux lettres
enter-country-letters = Saisissez les deux lettres d’un pays
is-locked = Le domaine est verrouillé.
is-unlocked = Le domaine peut maintenant être transféré.
is-hidden = Votre adresse est masquée.
is-shown = Votre adresse est visible.
renews-by-itself = Il se renouvelle automatiquement.
ends-by-itself = Il prend fin à son échéance.
code-mailed = Le registrar envoie le code par e-mail au titulaire du domaine.
renewal-invoice = Payez cette facture, et le domaine est renouvelé.
renewal-ordered = Le renouvellement est commandé.
owner-saved = Le registrar a les nouvelles données du titulaire.
