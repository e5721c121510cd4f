"""Links and anchors: collected from built HTML, judged against the site, located in the source."""
