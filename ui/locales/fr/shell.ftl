# Le cadre : rail, barre, compte, notifications.
shell-nav = Navigation principale
shell-queue = File
shell-reception = Accueil
shell-directory = Annuaire
shell-settings = Réglages
shell-keys = Raccourcis
shell-to-see = { $count } à voir
shell-synced = À jour, { $hour }
shell-offline = Hors ligne
shell-jump = Rechercher ou commander
shell-new-ticket = Nouveau ticket
shell-theme = Thème clair ou sombre
shell-notices = Notifications
shell-notices-new = { $count ->
    [one] Notifications, une nouvelle
   *[other] Notifications, { $count } nouvelles
}
account-title = Compte
account-theme = Thème
account-light = Clair
account-dark = Sombre
account-system = Système
account-rows = Lignes
account-compact = Compactes
account-comfortable = Confortables
account-language = Langue
account-my-day = Ma journée
account-settings = Réglages
account-password = Changer le mot de passe
account-lock = Verrouiller
account-log-out = Fermer la session
notices-title = Notifications
notices-read-all = Tout marquer lu
notices-choose = Choisir ce qui me prévient
notices-none = Rien de neuf
notices-none-note = Ce qui vous concerne arrive ici : attribution, réponse, réouverture, mention.
notice-assigned = { $number } vous est attribué
notice-unassigned = { $number } attend quelqu’un
notice-answered = Réponse sur { $number }
notice-reopened = { $number } rouvert
notice-mentioned = On vous cite sur { $number }
offline-strip = Hors ligne depuis { $hour }.
offline-kept = Vous lisez la dernière copie ; ce que vous tapez est gardé et partira de lui-même.
offline-refused = Ce que vous avez fait hors ligne n’a pas été pris : { $why }

nowhere-title = Cette page n’existe pas
nowhere-text = L’adresse ne mène à rien. Vos saisies sont gardées.
nowhere-back = Revenir à la file
