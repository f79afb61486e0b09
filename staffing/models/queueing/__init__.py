"""Erlang B, C and A: arrays in, arrays out.

>>> from staffing.models.queueing import smallest_agents
>>> int(smallest_agents(10.0, 180, service_level=0.8, answer_within_seconds=20))
14
"""

from staffing.models.queueing.erlang_a import erlang_a_performance
from staffing.models.queueing.erlang_b import erlang_b_blocking
from staffing.models.queueing.erlang_c import erlang_c_performance
from staffing.models.queueing.evaluate import performance, performance_around
from staffing.models.queueing.load import offered_load
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.shrinkage import agents_within_occupancy, exact, scheduled_agents, scheduled_people

__all__ = [
    "Performance",
    "ServiceLevelDefinition",
    "agents_within_occupancy",
    "erlang_a_performance",
    "erlang_b_blocking",
    "erlang_c_performance",
    "exact",
    "offered_load",
    "performance",
    "performance_around",
    "scheduled_agents",
    "scheduled_people",
    "smallest_agents",
]
