# The palette.
palette-results = Results
palette-people = Contacts, companies, equipment
palette-tickets = Tickets
palette-commands = Commands
palette-none = Nothing matches.
palette-only-commands = commands
palette-only-people = people
palette-only-tickets = tickets
palette-choose = choose
palette-light = Light theme
palette-dark = Dark theme
palette-views = Views of the queue
palette-system = System theme
palette-compact = Compact rows
palette-comfortable = Comfortable rows
