"""Rules as data: the packs of this folder, packs of a user's own, and the plan's overrides."""

from __future__ import annotations

from staffing.rules.packs.load import ALWAYS_ON, PackInfo, RulesInForce, available_packs, load_packs, load_rules, pack_info

__all__ = ["ALWAYS_ON", "PackInfo", "RulesInForce", "available_packs", "load_packs", "load_rules", "pack_info"]
