"""The cellar: tools without domain. Apps import from here and from nothing else of the project package."""
