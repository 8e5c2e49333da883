"""The loader of Wikidata: officials, agencies and courts from query results, entities and dumps, and the client."""
