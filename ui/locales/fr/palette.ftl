# La palette.
palette-results = Résultats
palette-people = Contacts, sociétés, équipements
palette-tickets = Tickets
palette-commands = Commandes
palette-none = Rien ne correspond.
palette-only-commands = commandes
palette-only-people = personnes
palette-only-tickets = tickets
palette-choose = choisir
palette-light = Thème clair
palette-dark = Thème sombre
palette-views = Vues de la file
palette-system = Thème du système
palette-compact = Lignes compactes
palette-comfortable = Lignes confortables
