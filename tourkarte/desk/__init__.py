"""What the press office does with appointments: import, review, publish, edit, undo. Without any interface.

Each service takes the store and the author's name; pages and the command line call the same ones.
"""
