"""Who takes our pages: MkDocs, its server, and any other generator by way of files."""
