"""The audit report: what is put together from plan, roster, findings and accounts, and how it reads."""
