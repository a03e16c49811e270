"""How changes reach the product: encrypted, spooled, sent; renamed and removed files; what it has already."""
