"""After the count: results, resolution, publication, legal cases, conclusions, petitions."""
