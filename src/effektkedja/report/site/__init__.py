"""A site of reports: an index, a page for each chain and each indicator, and the data beside them."""
