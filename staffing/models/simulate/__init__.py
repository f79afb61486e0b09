"""A centre at work, contact by contact: several queues, agents with skills on duty by interval, patience, chats, filler work.

Every service level comes with its 95 % confidence interval over independent replications.
"""

from staffing.models.simulate.centre import Centre
from staffing.models.simulate.estimate import Estimate, share_estimate
from staffing.models.simulate.outcome import Outcome
from staffing.models.simulate.replicate import simulate

__all__ = ["Centre", "Estimate", "Outcome", "share_estimate", "simulate"]
