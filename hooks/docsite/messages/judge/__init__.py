"""The judgment of messages: pure functions over compiled rules, the same for a reader's message and for a sample.

The page `check/` has the same engine as a script. Both read one file of compiled rules and give the same findings; so
everything here is plain: no file, no clock, patterns that mean the same in both languages, work that grows with the
text alone. `README.md` beside this file describes the rules' form and the order of the work.
"""
