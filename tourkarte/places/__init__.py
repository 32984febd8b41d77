"""Where things are: gazetteer, districts and geocoders."""
