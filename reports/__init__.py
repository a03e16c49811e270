"""Evidence in, verdict out: models, rules, policies, views. Imports none of the other rooms."""
