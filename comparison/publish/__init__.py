"""From a built site to a published one."""
