"""The loader of Open States: legislators, executives, mayors, municipalities and committees of the states."""
