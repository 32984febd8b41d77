"""Who may edit: a one-time token of this server, or an OpenID provider; sessions, and the routes for both."""
