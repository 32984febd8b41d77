"""The official address register of North Rhine-Westphalia (Gebäudereferenzen): built into an index, asked offline.

`build` turns a delivery into an index, `index` opens it, `matching` finds an address in it. Building needs numpy and
pyproj, looking up needs neither, so nothing is imported here.
"""
