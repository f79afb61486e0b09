"""The requirement by skill group: between a pooled lower and a dedicated upper bound, confirmed by simulation."""

from staffing.services.requiring.skills.groups import SkillGroup, skill_groups
from staffing.services.requiring.skills.search import Confirmation, SkillRequirement, require_by_skill

__all__ = ["Confirmation", "SkillGroup", "SkillRequirement", "require_by_skill", "skill_groups"]
