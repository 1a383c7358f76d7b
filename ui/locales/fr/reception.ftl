# L’accueil : qui, quoi, quelle promesse.
reception-channel = Canal
reception-who = Qui appelle ?
reception-what = Quelle demande ?
reception-promise = Quelle promesse ?
reception-seek = Nom, téléphone, société ou n° de série
reception-nobody = Personne ne correspond. Un nouveau contact se crée avec le ticket.
reception-matches = { $count ->
    [one] Une correspondance
   *[other] { $count } correspondances
}
reception-new-contact = Nouveau contact « { $typed } »
reception-newcomer = Nouveau contact
reception-newcomer-away = Renoncer à ce contact
reception-title = Civilité
reception-first-name = Prénom
reception-last-name = Nom
reception-phone = Téléphone
reception-mail = Courriel
reception-company = Société
reception-company-new = Sera créée avec le ticket.
reception-serial = n° { $serial }
reception-also = Aussi chez { $company }
reception-reporter = Signalé par
reception-reporter-other = Signalé par…
reception-reporter-away = Retirer qui l’a signalé
reception-staff = du bureau
reception-machine = Équipement concerné
reception-machine-others = { $count ->
    [one] une autre machine
   *[other] { $count } autres machines
}
reception-machine-or-none = ou aucune
reception-machine-none = Aucune machine
reception-machine-new = Nouvelle machine
reception-machine-unknown = Aucune n’est connue ici.
reception-machine-away = Renoncer à cette machine
reception-machine-name = Nom d’usage
reception-machine-model = Marque et modèle
reception-machine-serial = N° de série
reception-label = Libellé
reception-description = Ce que dit la personne
reception-similar = { $count ->
    [one] Un ticket ouvert dit peut-être la même chose :
   *[other] { $count } tickets ouverts disent peut-être la même chose :
}
reception-ticket = Ticket { $number }
reception-criticality = Criticité pour le client
reception-category = Catégorie
reception-category-none = Sans catégorie
reception-reported = Constaté, si ce n’est pas maintenant
reception-note = Pour le technicien seulement
reception-note-example = Note interne
reception-attach = Joindre
reception-paste = ou coller une image
reception-drop = ou la déposer ici
reception-kept = Rien de ce que vous avez saisi n’est perdu.
reception-clear = Effacer
reception-open = Ouvrir, échéance { $due }
reception-opened = Ticket { $number } ouvert
reception-show = Ouvrir
reception-taking = Qui s’en charge
reception-pool = Dans la file
reception-pool-note = tous les techniciens le voient
reception-take = Je le prends
reception-assign = Confier à
reception-assign-nobody = Personne en particulier
reception-assigned = attend sa prise en charge
reception-due = { $criticality } : { $hours } h, échéance { $due }.
reception-contract = En cours
reception-contract-until = jusqu’au { $day }
reception-nothing-yet = Contrats, tickets ouverts et pannes déjà vues s’affichent dès que l’on sait qui appelle.
reception-open-tickets = Tickets ouverts
reception-no-open = Rien d’ouvert pour le moment.
reception-closed = Derniers tickets clos
reception-seen = Déjà vu sur cette machine
reception-follows = Suite de { $number }
reception-follows-away = Ce n’est pas une suite
reception-follows-one = C’est la suite d’un ticket
reception-draft = Gardé { $hour }
reception-seek-example = Nom, numéro…
reception-seek-hint = Un nom, un téléphone, une société ou un n° de série ; ↵ prend la première réponse.
message-leave = Laisser un message
message-leave-on = Laisser un message sur { $number }
message-lead = « { $label } » : lu par { $name }, jamais par le client.
message-whoever = qui prendra le ticket
message-text = Message interne
message-send = Laisser
message-left = Message laissé sur { $number } : { $name } le lira.
