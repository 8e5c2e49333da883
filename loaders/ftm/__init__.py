"""FollowTheMoney entities in JSON lines."""
