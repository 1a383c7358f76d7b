# Les refus : ce qui est arrivé, ce qui est gardé, quoi faire.
failed-title = Ceci n’a pas pu s’afficher
error-invalid = Un champ est à corriger.
error-forbidden = Votre rôle ne permet pas ce geste.
error-not-found = Introuvable, ou suivi par quelqu’un d’autre.
error-conflict = Quelqu’un l’a changé entre-temps. Rien n’est perdu : relisez, puis recommencez.
error-locked = Ce ticket est clos : plus rien n’y change, sauf réouverture par le client ou l’administration.
error-transition = Le statut du ticket ne le permet pas.
error-too-late = Le délai pour le faire est passé.
error-join = Ces deux tickets ne se rejoignent pas ainsi.
error-unauthenticated = La session est finie : reconnectez-vous, vos brouillons sont gardés.
error-wrong-password = Identifiant ou mot de passe inconnu.
error-wrong-password-left = { $left ->
    [0] Identifiant ou mot de passe inconnu. Plus d’essai avant une pause.
    [one] Identifiant ou mot de passe inconnu. Encore un essai avant une pause.
   *[other] Identifiant ou mot de passe inconnu. Encore { $left } essais avant une pause.
}
error-slow-down = Trop d’essais. Nouvel essai possible dans { $delay }.
error-too-large = Ce fichier dépasse { $megabytes } Mo, la limite du bureau.
error-not-empty = Ce bureau est déjà créé.
error-offline = La base ne répond pas. Vos saisies sont gardées ; réessayez dans un instant.
error-too-old = La base est plus récente que ce programme. Mettez ce poste à jour.
error-broken = Une panne du programme, notée au journal : { $detail }
problem-empty = À remplir.
problem-too-long = Trop long.
problem-in-future = Pas plus tard que maintenant.
problem-out-of-range = Hors des valeurs possibles.
problem-unknown = Inconnu.
problem-taken = Déjà pris.
problem-one-required = Il en faut au moins un : contact, société ou équipement.
problem-weak = Trop court ou trop simple : dix caractères au moins, et pas l’identifiant.
reach-unknown-host = Aucune machine de ce nom sur le réseau.
reach-refused = Aucun PostgreSQL n’écoute à ce port.
reach-silent = Le serveur ne répond pas : arrêté, ou un pare-feu.
reach-certificate = Le certificat du serveur ne prouve pas qui il est : rien n’a été envoyé.
reach-authority = Ce fichier d’autorité ne peut pas être lu.
reach-plain = Le serveur ne chiffre pas : TLS est à y activer.
reach-retired = Ce compte a été retiré.
reach-not-admitted = Le serveur n’admet pas ce poste (pg_hba.conf).
reach-no-database = Pas de base de ce nom sur ce serveur.
reach-not-prepared = Cette base n’est pas encore un bureau : « guichet init » la prépare.
reach-old-server = PostgreSQL trop ancien : il faut la version 15 ou une suivante.
reach-no-rights = Cet identifiant n’a pas de compte dans ce bureau.
reach-busy = Le serveur est trop occupé ; réessayez.
reach-old-schema = La base est plus ancienne que ce programme : « guichet init » la met à jour.
reach-not-ours = Cette base est à un autre programme.
reach-storage = La base ne s’écrit plus : place, droits ou disque. Vos saisies sont gardées.
