"""What the desk keeps: tours, appointments, documents, drafts and venues, with a revision for every change.

`Store` opens a database; `Store.write` is the one way to change it. SQLAlchemy is known in this package alone.
"""
