"""Prices as people write them."""

# parse a price like "12.50 EUR"
