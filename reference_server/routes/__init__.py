"""HTTP, and nothing but: each route calls one service and hands its answer on."""
