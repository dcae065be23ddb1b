"""The pages of work: the door's actor, the shape, one action, an answer."""
