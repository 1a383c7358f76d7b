# La file et ma journée.
queue-title = Tickets
queue-list = File des tickets
queue-views = Vues enregistrées
queue-view-open = À traiter
queue-view-unassigned = Non attribués
queue-view-late = En retard
queue-view-mine = Mes tickets
queue-view-waiting = Attente client
queue-view-save = Enregistrer la vue
queue-view-change = Remplacer cette vue par ce qui est affiché
queue-view-delete = Supprimer cette vue
queue-view-name = Nom de la vue
queue-choose = Choisir { $number }
queue-col-choice = Choix
queue-col-number = N°
queue-col-label = Libellé
queue-col-label-company = , société
queue-col-label-equipment = , équipement
queue-col-company = Société, demandeur
queue-col-status = Statut, étape
queue-col-levels = Criticité, priorité
queue-col-assignee = Suiveur
queue-col-due = Échéance, âge
queue-no-filter = Aucun filtre
queue-filter = Filtre
queue-filter-remove = Retirer le filtre { $name }
queue-facet-status = Statut
queue-facet-stage = Étape
queue-facet-criticality = Criticité
queue-facet-priority = Priorité
queue-facet-channel = Canal
queue-facet-assignee = Suiveur
queue-facet-category = Catégorie
queue-facet-company = Société
queue-facet-equipment = Équipement
queue-facet-period = Reçu
queue-facet-late = En retard
queue-facet-bin = Corbeille
queue-me = moi
queue-several = { $count } choisis
queue-four-open = 4 ouverts
queue-one-chosen = celui choisi
queue-since = depuis le { $day }
queue-period-today = Aujourd’hui
queue-period-week = 7 derniers jours
queue-period-month = 30 derniers jours
queue-period-year = Cette année
queue-search = Chercher dans les tickets
queue-search-hint = Numéro, libellé, étape, nom, série
queue-sort = Ordre
queue-sort-due = Échéance
queue-sort-priority = Priorité
queue-sort-updated = Dernier changement
queue-sort-number = Numéro
queue-sort-turn = Inverser l’ordre
queue-news = { $count ->
    [one] 1 nouveau
   *[other] { $count } nouveaux
}
queue-bulk = Actions sur la sélection
queue-chosen = { $count ->
    [one] 1 ticket choisi
   *[other] { $count } tickets choisis
}
queue-choose-none = Tout désélectionner
queue-quit = Quitter
queue-move-take = Prendre en charge
queue-move-reject = Rejeter avec un motif…
queue-not-from-here = pas depuis ce statut
queue-reject = Rejeter
queue-reject-title = Rejeter
queue-reject-lead = Le motif reste dans l’historique.
queue-reason = Motif
queue-tickets = { $count ->
    [one] 1 ticket
   *[other] { $count } tickets
}
queue-refused = { $number } : { $why }
queue-undone = Annulé
queue-done-assigned = { $what } : attribué à { $name }
queue-done-unassigned = { $what } : remis à la file
queue-done-taken = { $what } : à vous
queue-done-priority = { $what } : priorité { $priority }
queue-done-waiting = { $what } : attente retour
queue-done-resolved = { $what } : résolu
queue-done-rejected = { $what } : rejeté
queue-pane = Ticket { $number }
queue-close-pane = Fermer le volet
queue-take = Prendre
queue-answer-to = Répondre à { $name }
queue-delay = Délais
queue-due-before = Résolution avant
queue-delay-gone = { $percent } % du délai écoulé
queue-contact = Demandeur
queue-intervention = Intervention
queue-time = Temps
queue-last-steps = Dernières étapes
queue-all-steps = { $count ->
    [one] L’étape
   *[other] Les { $count } étapes
}
queue-internal = interne
queue-all-done = Tout est traité
queue-all-done-note = Aucun ticket ouvert. Les nouveaux arrivent ici d’eux-mêmes.
queue-nothing = Rien ne répond
queue-nothing-note = Aucun ticket ne correspond à ces filtres ou à ces mots.
queue-reset = Voir la file entière
day-late = En retard
day-today = Pour aujourd’hui
day-to-begin = À commencer
day-waiting = En attente du client
day-minutes = { $minutes } notées aujourd’hui
day-empty = Rien ne vous attend
day-empty-note = Prenez un ticket dans la file : il viendra ici.
queue-more = Autres actions
queue-take-call = Prendre un appel
