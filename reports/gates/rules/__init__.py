"""Every rule, listed by hand: a rule is in force because it stands here, not because a module was imported."""

from reports.gates.registry import Registry
from reports.gates.rules.candidate import Candidate
from reports.gates.rules.catalogue import Catalogue
from reports.gates.rules.defects import Defects
from reports.gates.rules.exceptions import Exceptions
from reports.gates.rules.flaky import Flaky
from reports.gates.rules.recount import Recount
from reports.gates.rules.whole import Whole

REGISTRY = Registry([Whole, Candidate, Defects, Catalogue, Recount, Flaky, Exceptions])
