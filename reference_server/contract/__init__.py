"""The shapes that cross the wire: what clients send and what they get, one module a resource."""
