"""The requirement of queues that are more than calls: chat, work with deadlines, blending, skill groups; and what the history measures."""
