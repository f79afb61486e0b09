"""Parts of pages: each takes plain domain objects and draws them."""
