"""The rules of the product. Nothing here knows of HTTP; each rule is a method, so that it can be replaced."""
