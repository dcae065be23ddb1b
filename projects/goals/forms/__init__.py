"""The shape of what people write about goals; whether it may be is the actions' to say."""
